import { join } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { makePrivateFolder, privateFile, StartupError } from '@annal/local-server';
import { groupCommit } from './group-commit.ts';
import { upgradeSchema } from './schema.ts';

/** The durable store behind one server. Reads run at any time; everything that changes rows runs inside `write`. */
export interface Storage {
  /** Prepares a statement once per text. */
  readonly prepare: (sql: string) => StatementSync;
  /**
   * Runs `job` in a transaction of its own and answers once that is on disk. When it throws, nothing of it stays.
   * Jobs must not wait for anything: jobs that arrive together share one commit.
   */
  readonly write: <T>(job: () => T) => Promise<T>;
  /** Waits for the writes under way and frees the folder. */
  readonly close: () => Promise<void>;
}

/** Opens the store in `data` (a folder, created when missing, or `:memory:`). Throws a StartupError that says what to do. */
export function openStorage(data: string): Storage {
  const db = openFile(data);
  const statements = new Map<string, StatementSync>();
  const prepare = (sql: string): StatementSync => {
    const known = statements.get(sql);
    if (known !== undefined) return known;
    const statement = db.prepare(sql);
    statements.set(sql, statement);
    return statement;
  };
  const { write, drain } = groupCommit(db);
  const close = async (): Promise<void> => {
    await drain();
    db.close();
  };
  return { prepare, write, close };
}

function openFile(data: string): DatabaseSync {
  if (data === ':memory:') {
    const db = new DatabaseSync(data);
    upgradeSchema(db, data);
    return db;
  }
  const db = createFile(data);
  try {
    // SQLite's own lock guards the folder: the operating system drops it with the process, so kill -9 leaves nothing stale.
    db.exec(
      'PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; BEGIN EXCLUSIVE; COMMIT',
    );
    upgradeSchema(db, data);
    return db;
  } catch (error) {
    db.close();
    throw explainOpenError(error, data);
  }
}

function createFile(data: string): DatabaseSync {
  try {
    makePrivateFolder(data);
    return new DatabaseSync(privateFile(join(data, 'cosmos.sqlite')), { timeout: 1000 });
  } catch (error) {
    throw explainOpenError(error, data);
  }
}

const sqliteBusy = 5;
const sqliteReadOnly = 8;
const sqliteCannotOpen = 14;

function explainOpenError(error: unknown, data: string): unknown {
  const { code, errcode } = error as { readonly code?: string; readonly errcode?: number };
  if (errcode === sqliteBusy)
    return new StartupError(
      `The data folder ${data} is in use by another Cosmos server. Stop that one, or choose another folder.`,
    );
  const isUnwritable = errcode === sqliteReadOnly || errcode === sqliteCannotOpen;
  if (isUnwritable || ['EACCES', 'EROFS', 'EPERM', 'EEXIST', 'ENOENT', 'ENOTDIR'].includes(code ?? ''))
    return new StartupError(
      `The data folder ${data} cannot be written. Allow this user to write there, or choose another folder.`,
    );
  return error;
}
