import type { DatabaseSync } from 'node:sqlite';

/** The state that applications keep with a session. It outlives the session's messages and locks. */
export type SessionStates = ReturnType<typeof openSessionStates>;

/** Prepares the statements over session states. */
export function openSessionStates(database: DatabaseSync) {
  const get = database.prepare('SELECT state FROM session_state WHERE entity = ? AND session = ?');
  const put = database.prepare('INSERT OR REPLACE INTO session_state (entity, session, state) VALUES (?, ?, ?)');
  const remove = database.prepare('DELETE FROM session_state WHERE entity = ? AND session = ?');
  const sessions = database.prepare(
    `SELECT session FROM message WHERE entity = ?1 AND session IS NOT NULL
     UNION SELECT session FROM session_state WHERE entity = ?1 ORDER BY session LIMIT ?2 OFFSET ?3`,
  );
  const ready = database.prepare(
    'SELECT session, min(sequence) FROM message WHERE entity = ? AND session IS NOT NULL AND state = 0 GROUP BY session ORDER BY 2',
  );
  return {
    /** The stored bytes, or null. */
    get(entity: number, session: string): Uint8Array | null {
      const state = get.get(entity, session)?.['state'];
      return state instanceof Uint8Array ? state : null;
    },
    /** Stores the bytes; null removes them. */
    set(entity: number, session: string, state: Uint8Array | null): void {
      if (state === null) remove.run(entity, session);
      else put.run(entity, session, state);
    },
    /** Names of the sessions that have messages or a state, in order. */
    names: (entity: number, top: number, skip: number): string[] =>
      sessions.all(entity, top, skip).map((row) => String(row['session'])),
    /** Names of the sessions with active messages, oldest first. */
    withMessages: (entity: number): string[] => ready.all(entity).map((row) => String(row['session'])),
  };
}
