import { encodeDelivery, newLockToken } from '../messages/index.ts';
import { messageState, type MessageRow } from '../storage/index.ts';
import type { Broker } from './broker.ts';
import type { Entity } from './entity.ts';
import { moveToDeadLetters } from './dead-letter.ts';
import { condition, Refusal } from './refusal.ts';

/** A message on its way to a receiver; in peek-lock mode its row carries the lock. */
export interface Delivery {
  readonly row: MessageRow;
  readonly encoded: Buffer;
}

/** What a receiver wants. */
export interface ReceiveOptions {
  /** The session it holds; null on entities without sessions. */
  readonly session: string | null;
  readonly mode: 'peek-lock' | 'receive-and-delete';
  readonly limit: number;
}

/** Takes the next messages in order, locked or removed. They may leave the broker after the commit. */
export function receive(broker: Broker, entity: Entity, { session, mode, limit }: ReceiveOptions): Delivery[] {
  const rows = broker.storage.messages.available(entity.id, session, broker.now(), limit);
  if (rows.length > 0) broker.storage.turns.join();
  return rows.map((row) => hand(broker, entity, row, mode));
}

/** Which deferred messages a receiver wants. */
export interface DeferredOptions {
  readonly sequences: readonly number[];
  readonly session: string | null;
  readonly mode: ReceiveOptions['mode'];
}

/**
 * Takes deferred messages by their numbers: all of them, or none. Expired ones go where expired messages go, and were
 * not found.
 *
 * @throws Refusal message-not-found, also while another receiver holds one of them.
 */
export function receiveDeferred(broker: Broker, entity: Entity, options: DeferredOptions): Delivery[] {
  const rows = options.sequences.map((sequence) => deferredMessage(broker, entity, sequence, options.session));
  broker.storage.turns.join();
  return rows.map((row) => hand(broker, entity, row, options.mode));
}

function deferredMessage(broker: Broker, entity: Entity, sequence: number, session: string | null): MessageRow {
  const row = broker.storage.messages.bySequence(entity.id, sequence);
  const isReceivable =
    row?.state === messageState.deferred && row.lockToken === null && (row.session === null || row.session === session);
  if (isReceivable && !isExpired(row, broker.now())) return row;
  if (isReceivable) expireMessage(broker, entity, row);
  throw new Refusal(condition.messageNotFound, `There is no deferred message ${sequence} that could be locked.`);
}

function isExpired({ expiresAt }: MessageRow, now: number): boolean {
  return expiresAt !== null && expiresAt <= now;
}

function hand(broker: Broker, entity: Entity, row: MessageRow, mode: ReceiveOptions['mode']): Delivery {
  if (mode === 'receive-and-delete') {
    const encoded = encodeFor(broker, row, null);
    broker.storage.messages.remove(row);
    return { row, encoded };
  }
  const lockedUntil = broker.now() + entity.properties.lockDuration;
  const lockToken = newLockToken();
  // The lock of a session covers its messages; alone it says when they are free again.
  const locked = { ...row, lockToken, lockedUntil: row.session === null ? lockedUntil : null };
  broker.storage.messages.update(locked);
  return { row: locked, encoded: encodeFor(broker, locked, lockEnd(broker, entity, locked) ?? lockedUntil) };
}

/** When the lock of a message ends: its own, or that of its session; null when it is not locked. */
export function lockEnd(broker: Broker, entity: Entity, row: MessageRow): number | null {
  if (row.lockToken === null) return null;
  if (row.session === null) return row.lockedUntil;
  return broker.sessions.find(entity, row.session)?.lockedUntil ?? null;
}

/** Encodes a message for a receiver or for someone who peeks. */
export function encodeFor(broker: Broker, row: MessageRow, lockedUntil: number | null): Buffer {
  const payload = broker.storage.messages.payloadOf(row);
  const timeToLive = row.expiresAt === null ? null : row.expiresAt - row.enqueuedAt;
  return encodeDelivery({ row, payload, lockedUntil, timeToLive });
}

/** Ends the life of a message: to the dead letters where the entity wants that, else away. */
export function expireMessage(broker: Broker, entity: Entity, row: MessageRow): void {
  broker.storage.turns.join();
  if (!entity.properties.deadLetteringOnMessageExpiration) {
    broker.storage.messages.remove(row);
    return;
  }
  moveToDeadLetters(broker, row, {
    reason: 'TTLExpiredException',
    description: 'The message expired and was dead lettered.',
  });
}
