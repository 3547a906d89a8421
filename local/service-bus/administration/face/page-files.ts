import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { HttpAnswer } from '../http-answer.ts';

const types: Readonly<Record<string, string>> = {
  'index.html': 'text/html; charset=utf-8',
  'face.css': 'text/css; charset=utf-8',
  'face.js': 'text/javascript; charset=utf-8',
  'elements.js': 'text/javascript; charset=utf-8',
  'messages.js': 'text/javascript; charset=utf-8',
  'server.js': 'text/javascript; charset=utf-8',
};

/** A file of the page, as it stands in its folder; undefined for any other name. */
export function pageFile(name: string): HttpAnswer | undefined {
  const type = types[name];
  return type === undefined
    ? undefined
    : { status: 200, type, body: readFileSync(join(import.meta.dirname, 'page', name)) };
}
