/** Where a message stands: 0 active, 1 deferred, 2 scheduled. The numbers are those of `x-opt-message-state`. */
export const messageState = { active: 0, deferred: 1, scheduled: 2 } as const;
export type MessageState = (typeof messageState)[keyof typeof messageState];

/** One message in one entity. Times are milliseconds since 1970. */
export interface MessageRow {
  readonly entity: number;
  readonly sequence: number;
  /** The number that the message had where it was first enqueued: its topic, or the entity that dead-lettered it. */
  readonly enqueuedSequence: number;
  readonly state: MessageState;
  readonly enqueuedAt: number;
  readonly dueAt: number | null;
  readonly expiresAt: number | null;
  readonly session: string | null;
  readonly deliveryCount: number;
  readonly lockToken: Uint8Array | null;
  readonly lockedUntil: number | null;
  readonly payload: number;
  readonly deadLetterSource: string | null;
  /** An encoded AMQP map of application properties that settlements have set. */
  readonly propertyChanges: Uint8Array | null;
}

/** The columns of a message, under the names of `MessageRow`. */
export const messageColumns = `entity, sequence, enqueued_sequence AS enqueuedSequence, state, enqueued_at AS enqueuedAt,
  due_at AS dueAt, expires_at AS expiresAt, session, delivery_count AS deliveryCount, lock_token AS lockToken,
  locked_until AS lockedUntil, payload, dead_letter_source AS deadLetterSource, property_changes AS propertyChanges`;

/** What a sender wrote, as encoded AMQP sections; `bare` holds everything from the properties to the footer. */
export interface Payload {
  readonly header: Uint8Array | null;
  readonly annotations: Uint8Array | null;
  readonly bare: Uint8Array;
}
