import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { makePrivateFolder, privateFile, StartupError } from '@annal/local-server';
import { schema } from './schema.ts';
import { schemaVersion, upgradesFrom } from './upgrades.ts';

/**
 * Opens the database of a data folder, creating both when missing; `:memory:` keeps everything in memory.
 *
 * The folder belongs to one broker at a time. SQLite's own file lock says so, which the operating system drops with
 * the process: a killed broker leaves no stale lock behind.
 *
 * @throws StartupError when the folder cannot be written, is in use, or was written by a later version.
 */
export function openDatabase(data: string): DatabaseSync {
  const database = openFile(data);
  try {
    claim(database);
    prepareSchema(database, data);
    return database;
  } catch (error) {
    database.close();
    throw explain(error, data);
  }
}

function openFile(data: string): DatabaseSync {
  if (data === ':memory:') return new DatabaseSync(data);
  try {
    makePrivateFolder(data);
    return new DatabaseSync(privateFile(join(data, 'service-bus.sqlite')));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StartupError(`The Service Bus cannot write its data folder ${data}: ${reason}. Choose another folder.`);
  }
}

function claim(database: DatabaseSync): void {
  // Exclusive before WAL: the lock is then held from the first write until the database is closed.
  database.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
  database.exec('PRAGMA foreign_keys = ON; PRAGMA cache_size = -65536; BEGIN EXCLUSIVE; COMMIT;');
}

function prepareSchema(database: DatabaseSync, data: string): void {
  const found = Number(database.prepare('PRAGMA user_version').get()?.['user_version']);
  if (found === schemaVersion) return;
  const statements = found === 0 ? schema : upgradesFrom(found);
  if (statements === undefined)
    throw new StartupError(
      `The Service Bus data in ${data} has version ${found}, this program writes version ${schemaVersion}. Run "npm run reset".`,
    );
  database.exec(`BEGIN; ${statements} PRAGMA user_version = ${schemaVersion}; COMMIT;`);
}

function explain(error: unknown, data: string): unknown {
  if (!(error instanceof Error) || error instanceof StartupError) return error;
  if (/locked|busy/.test(error.message))
    return new StartupError(
      `The data folder ${data} is in use by another Service Bus. Stop it, or choose another folder.`,
    );
  return new StartupError(`The Service Bus data in ${data} cannot be read: ${error.message}. Run "npm run reset".`);
}
