import { chmodSync, closeSync, lstatSync, openSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from './make-folder.ts';

/**
 * Makes a folder for data, and takes from it and from all that it holds the rights of everybody but the owner: earlier
 * versions left them to the umask. Links are not followed. Where modes cannot be changed (files of another user, file
 * systems without modes) they stay as they are.
 */
export function makePrivateFolder(path: string): void {
  makeFolder(path);
  keepPrivate(path);
  for (const name of readdirSync(path, { recursive: true, encoding: 'utf8' })) keepPrivate(join(path, name));
}

/** Makes an empty file for its owner alone unless there is one, and gives its path. SQLite gives its mode to the files beside it. */
export function privateFile(path: string): string {
  closeSync(openSync(path, 'a', 0o600));
  return path;
}

function keepPrivate(path: string): void {
  try {
    const state = lstatSync(path);
    if ((state.mode & 0o077) !== 0 && !state.isSymbolicLink()) chmodSync(path, state.mode & 0o700);
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (!['ENOENT', 'EPERM', 'ENOTSUP'].includes(code)) throw error; // ENOENT: another process has removed it meanwhile
  }
}
