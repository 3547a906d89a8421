import type { DatabaseSync } from 'node:sqlite';

interface Pending {
  readonly run: () => void;
  readonly succeed: () => void;
  readonly fail: (error: unknown) => void;
}

/** The single writer of a database file. */
export interface GroupCommit {
  readonly write: <T>(job: () => T) => Promise<T>;
  /** Resolves when nothing is left to write, what came while it waited included. */
  readonly drain: () => Promise<void>;
}

/**
 * Writes that arrive within one turn of the event loop share one COMMIT, and so one sync of the disk. Each has a savepoint
 * of its own, so that a refused one takes nothing with it. The whole group runs without a pause: no read in between sees
 * rows that are not committed.
 */
export function groupCommit(db: DatabaseSync): GroupCommit {
  let group: Pending[] = [];
  let flushed = Promise.resolve();

  const flush = (): void => {
    const pending = group;
    group = [];
    commitTogether(db, pending);
  };
  const schedule = (): void => {
    flushed = new Promise((resolve) => {
      setImmediate(() => {
        flush();
        resolve();
      });
    });
  };

  const write = <T>(job: () => T): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      let result: T;
      if (group.length === 0) schedule();
      group.push({
        run: () => {
          result = job();
        },
        succeed: () => resolve(result),
        fail: reject,
      });
    });
  const drain = async (): Promise<void> => {
    do await flushed;
    while (group.length > 0);
  };
  return { write, drain };
}

function commitTogether(db: DatabaseSync, pending: readonly Pending[]): void {
  const written: Pending[] = [];
  try {
    db.exec('BEGIN IMMEDIATE');
    for (const job of pending) if (runInSavepoint(db, job)) written.push(job);
    db.exec('COMMIT');
  } catch (error) {
    // The disk is full or broken, or the file was closed. Nobody may be told that a write of this group succeeded.
    if (db.isOpen && db.isTransaction) db.exec('ROLLBACK');
    for (const job of pending) job.fail(error);
    return;
  }
  for (const job of written) job.succeed();
}

/** Answers whether the job's changes are part of the group's transaction. */
function runInSavepoint(db: DatabaseSync, job: Pending): boolean {
  db.exec('SAVEPOINT job');
  try {
    job.run();
    db.exec('RELEASE job');
    return true;
  } catch (error) {
    db.exec('ROLLBACK TO job; RELEASE job');
    job.fail(error);
    return false;
  }
}
