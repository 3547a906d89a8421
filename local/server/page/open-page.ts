import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';

/** A file of a page, as a browser wants it. */
export interface PageFile {
  readonly type: string;
  readonly body: Buffer;
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
};

/**
 * Opens a page: the files that stand in its folder, and the style that it shares with the others. Nothing else is given,
 * so no path can lead out of the folder. Each is read when it is asked for, so that a change shows with a reload.
 */
export function openPage(folder: string): (name: string) => PageFile | undefined {
  const paths = new Map(readdirSync(folder).map((name) => [name, join(folder, name)]));
  paths.set('page.css', join(import.meta.dirname, 'page.css'));
  return (name) => {
    const [path, type] = [paths.get(name), types[extname(name)]];
    return path === undefined || type === undefined ? undefined : { type, body: readFileSync(path) };
  };
}
