import { globSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { privateFile } from '@annal/local-server';

/** Holds a data folder for one running system. */
export interface FolderLock {
  release(): void;
}

/**
 * Takes a data folder; undefined when another system runs on it. The lock is SQLite's on a small file: the operating
 * system drops it with the process, so that kill -9 leaves nothing stale.
 */
export function lockFolder(folder: string): FolderLock | undefined {
  return lockDatabase(privateFile(join(folder, 'system.sqlite')));
}

/** The first database below a folder that a running process holds, or undefined. */
export function databaseInUse(folder: string): string | undefined {
  const files = globSync('**/*.{sqlite,db}', { cwd: folder }).map((file) => join(folder, file));
  return files.find((file) => {
    const lock = lockDatabase(file);
    lock?.release();
    return lock === undefined;
  });
}

function lockDatabase(file: string): FolderLock | undefined {
  const db = new DatabaseSync(file);
  try {
    db.exec('PRAGMA busy_timeout = 0; PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT');
    return { release: () => db.close() };
  } catch (error) {
    db.close();
    if (/locked|busy/i.test((error as Error).message)) return undefined;
    throw error;
  }
}
