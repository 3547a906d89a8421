import type { DatabaseSync } from 'node:sqlite';
import { messageColumns, type MessageRow, type Payload } from './message-row.ts';

const isAvailable = 'state = 0 AND lock_token IS NULL';
const isHeldBySession = 'entity = ? AND session = ? AND lock_token IS NOT NULL ORDER BY sequence';

/** Reads and writes single messages. Writers have joined the turn; callers have checked the rules. */
export type Messages = ReturnType<typeof openMessages>;

/** Prepares the statements over messages and their payloads. */
export function openMessages(database: DatabaseSync) {
  const insertPayload = database.prepare(
    'INSERT INTO payload (copies, header, annotations, bare) VALUES (?, ?, ?, ?) RETURNING id',
  );
  const selectPayload = database.prepare('SELECT header, annotations, bare FROM payload WHERE id = ?');
  const insert = database.prepare(
    `INSERT INTO message (entity, sequence, enqueued_sequence, state, enqueued_at, due_at, expires_at, session,
      delivery_count, lock_token, locked_until, payload, dead_letter_source, property_changes)
     VALUES (:entity, :sequence, :enqueuedSequence, :state, :enqueuedAt, :dueAt, :expiresAt, :session,
      :deliveryCount, :lockToken, :lockedUntil, :payload, :deadLetterSource, :propertyChanges)`,
  );
  const update = database.prepare(
    `UPDATE message SET state = :state, expires_at = :expiresAt, delivery_count = :deliveryCount,
      lock_token = :lockToken, locked_until = :lockedUntil, property_changes = :propertyChanges
     WHERE entity = :entity AND sequence = :sequence`,
  );
  const move = database.prepare(
    `UPDATE message SET entity = :toEntity, sequence = :toSequence, enqueued_sequence = :sequence, state = 0,
      due_at = NULL, expires_at = NULL, session = NULL, lock_token = NULL, locked_until = NULL,
      dead_letter_source = :source, property_changes = :propertyChanges
     WHERE entity = :entity AND sequence = :sequence`,
  );
  const remove = database.prepare('DELETE FROM message WHERE entity = ? AND sequence = ?');
  // Left to choose, SQLite reads a whole entity in the order of its numbers, whatever session is asked for.
  const select = (where: string, index?: string) =>
    database.prepare(`SELECT ${messageColumns} FROM message ${index ? `INDEXED BY ${index}` : ''} WHERE ${where}`);
  const available = select(
    `${isAvailable} AND entity = ? AND session IS ? AND (expires_at IS NULL OR expires_at > ?) ORDER BY sequence LIMIT ?`,
    'message_available',
  );
  const bySequence = select('entity = ? AND sequence = ?');
  const byLock = select('lock_token = ?');
  const browse = select('entity = ? AND sequence >= ? AND (?3 IS NULL OR session = ?3) ORDER BY sequence LIMIT ?4');
  const heldBySession = select(isHeldBySession, 'message_held_by_session');

  return {
    /** Stores what a sender wrote, for as many copies as entities will hold. */
    insertPayload(copies: number, payload: Payload): number {
      return Number(insertPayload.get(copies, payload.header, payload.annotations, payload.bare)?.['id']);
    },
    payloadOf: (row: MessageRow): Payload => selectPayload.get(row.payload) as unknown as Payload,
    insert: (row: MessageRow): void => void insert.run({ ...row }),
    /** Writes the columns that locking and settling change. */
    update({ entity, sequence, state, expiresAt, deliveryCount, lockToken, lockedUntil, propertyChanges }: MessageRow) {
      update.run({ entity, sequence, state, expiresAt, deliveryCount, lockToken, lockedUntil, propertyChanges });
    },
    /** Moves a message to the end of another entity, where it is active and belongs to no session. */
    move(row: MessageRow, to: { entity: number; sequence: number; source: string }): void {
      const { entity, sequence, propertyChanges } = row;
      move.run({ entity, sequence, propertyChanges, toEntity: to.entity, toSequence: to.sequence, source: to.source });
    },
    remove: (row: MessageRow): void => void remove.run(row.entity, row.sequence),
    /** The next messages that may be delivered, in order: of one session, or with null of an entity without sessions. */
    available: (entity: number, session: string | null, now: number, limit: number): MessageRow[] =>
      available.all(entity, session, now, limit) as unknown as MessageRow[],
    bySequence: (entity: number, sequence: number): MessageRow | undefined =>
      bySequence.get(entity, sequence) as unknown as MessageRow | undefined,
    byLock: (token: Uint8Array): MessageRow | undefined => byLock.get(token) as unknown as MessageRow | undefined,
    /** Messages in any state from a sequence number on; with a session only those. */
    browse: (entity: number, from: number, session: string | null, limit: number): MessageRow[] =>
      browse.all(entity, from, session, limit) as unknown as MessageRow[],
    heldBySession: (entity: number, session: string): MessageRow[] =>
      heldBySession.all(entity, session) as unknown as MessageRow[],
  };
}
