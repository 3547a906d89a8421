import type { DatabaseSync } from 'node:sqlite';

/** The history of message ids that duplicate detection compares with. */
export type SeenMessageIds = ReturnType<typeof openSeenMessageIds>;

/** Prepares the statements over the history; it survives restarts. */
export function openSeenMessageIds(database: DatabaseSync) {
  const remember = database.prepare(
    `INSERT INTO seen_message_id (entity, message_id, forget_at) VALUES (:entity, :messageId, :forgetAt)
     ON CONFLICT (entity, message_id) DO UPDATE SET forget_at = excluded.forget_at WHERE forget_at <= :now`,
  );
  const forget = database.prepare('DELETE FROM seen_message_id WHERE forget_at <= ?');
  return {
    /** Remembers an id until `forgetAt`; false when it is remembered already, which then keeps its own moment. */
    remember: (seen: { entity: number; messageId: string; forgetAt: number; now: number }): boolean =>
      Number(remember.run(seen).changes) > 0,
    /** Forgets the ids whose window has passed. */
    forget: (now: number): void => void forget.run(now),
  };
}
