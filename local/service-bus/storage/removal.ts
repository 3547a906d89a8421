import type { DatabaseSync } from 'node:sqlite';

/** Removes many messages at once, without looking at them one by one. */
export type Removal = ReturnType<typeof openRemoval>;

/** Prepares the statement. */
export function openRemoval(database: DatabaseSync) {
  const oldest = database.prepare(
    `DELETE FROM message WHERE entity = ?1 AND sequence IN (
      SELECT sequence FROM message INDEXED BY message_available
      WHERE state = 0 AND lock_token IS NULL AND entity = ?1 AND session IS ?2 AND enqueued_at < ?3
      ORDER BY sequence LIMIT ?4)`,
  );
  return {
    /** Removes the oldest messages that could be delivered, and tells how many there were. */
    oldest: (of: { entity: number; session: string | null; before: number; limit: number }): number =>
      Number(oldest.run(of.entity, of.session, of.before, of.limit).changes),
  };
}
