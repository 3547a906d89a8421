import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { StartupError } from '@annal/local-server';

/**
 * The files of an app that register functions: what `main` of its package.json names, a path or one glob, from the
 * app's root. In order of their paths, absolute. A StartupError says what is missing where the real host would only
 * report "No job functions found".
 */
export function findEntryFiles(appRoot: string): readonly string[] {
  const main = readMain(appRoot);
  const files = globSync(main, { cwd: appRoot })
    .map((file) => resolve(appRoot, file))
    .sort();
  if (files.length === 0)
    throw new StartupError(`No file in ${appRoot} matches "main" of its package.json ("${main}"): nothing to run.`);
  return files;
}

function readMain(appRoot: string): string {
  const path = resolve(appRoot, 'package.json');
  const main = (readJson(path) as { main?: unknown }).main;
  if (typeof main !== 'string' || main === '')
    throw new StartupError(`${path} has no "main": it names the files that register functions, such as "dist/*.js".`);
  return main;
}

/** Reads one of an app's JSON files. A StartupError names the file when it is missing or no JSON. */
export function readJson(path: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    throw new StartupError(`${path} is missing. An app needs package.json and host.json in its root.`);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new StartupError(`${path} is not JSON: ${(error as Error).message}`);
  }
}
