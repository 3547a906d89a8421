import type { DatabaseSync } from 'node:sqlite';
import { messageColumns, type MessageRow } from './message-row.ts';

/** How many messages one sweep handles, so that a large backlog does not stop the broker. */
const sweepSize = 500;

/** Finds messages for which a moment has come. */
export type Deadlines = ReturnType<typeof openDeadlines>;

/** Prepares the statements over locks, schedules and lifetimes; each is answered by its own index. */
export function openDeadlines(database: DatabaseSync) {
  const rows = (where: string) =>
    database.prepare(`SELECT ${messageColumns} FROM message WHERE ${where} LIMIT ${sweepSize}`);
  const lockExpired = rows('locked_until IS NOT NULL AND locked_until <= ? ORDER BY locked_until');
  const locked = rows('lock_token IS NOT NULL');
  const due = rows('due_at IS NOT NULL AND due_at <= ? ORDER BY due_at, sequence');
  const expired = rows(
    'expires_at IS NOT NULL AND state = 0 AND lock_token IS NULL AND expires_at <= ? ORDER BY expires_at',
  );
  const earliest = database.prepare(
    `SELECT min(moment) AS moment FROM (
      SELECT min(locked_until) AS moment FROM message WHERE locked_until IS NOT NULL
      UNION ALL SELECT min(due_at) FROM message WHERE due_at IS NOT NULL
      UNION ALL SELECT min(expires_at) FROM message WHERE expires_at IS NOT NULL AND state = 0 AND lock_token IS NULL)`,
  );
  return {
    lockExpired: (now: number): MessageRow[] => lockExpired.all(now) as unknown as MessageRow[],
    /** Messages under a lock of any kind, for the start: nobody can hold a lock of an earlier run. */
    locked: (): MessageRow[] => locked.all() as unknown as MessageRow[],
    due: (now: number): MessageRow[] => due.all(now) as unknown as MessageRow[],
    expired: (now: number): MessageRow[] => expired.all(now) as unknown as MessageRow[],
    /** When the next message needs attention; null when none ever will. */
    earliest(): number | null {
      const moment = earliest.get()?.['moment'];
      return typeof moment === 'number' ? moment : null;
    },
  };
}
