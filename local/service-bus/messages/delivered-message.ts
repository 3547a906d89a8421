import { messageState, type MessageRow, type Payload } from '../storage/index.ts';
import { amqp, decode, entriesOf, itemsOf, mapOf, symbolMapOf, type Typed } from './amqp-types.ts';
import { wasScheduled } from './was-scheduled.ts';
import { headerIndex } from './message-fields.ts';
import { encodeSection, findSection, sectionCode, splitSections } from './sections.ts';

/** The annotations that only the broker writes: what a sender put there is dropped. */
const brokerAnnotations = new Set([
  'x-opt-sequence-number',
  'x-opt-enqueue-sequence-number',
  'x-opt-enqueued-time',
  'x-opt-locked-until',
  'x-opt-message-state',
  'x-opt-deadletter-source',
  'x-opt-lock-token',
  wasScheduled,
]);

/** What the encoding of a delivery needs beside the stored bytes. */
export interface DeliveryFacts {
  readonly row: MessageRow;
  readonly payload: Payload;
  /** When the receiver's lock ends, in milliseconds since 1970; null when it holds none. */
  readonly lockedUntil: number | null;
  /** The lifetime that the header tells, in milliseconds; null when the message lives for ever. */
  readonly timeToLive: number | null;
}

/** Encodes a stored message for a receiver: the sender's sections, and around them what the broker knows. */
export function encodeDelivery(facts: DeliveryFacts): Buffer {
  const { row, payload } = facts;
  const lockToken: (readonly [string, Typed])[] =
    row.lockToken && facts.lockedUntil !== null ? [['x-opt-lock-token', amqp.wrap_uuid(row.lockToken)]] : [];
  return Buffer.concat([
    encodeSection(sectionCode.header, headerOf(facts)),
    ...(lockToken.length > 0 ? [encodeSection(sectionCode.deliveryAnnotations, symbolMapOf(lockToken))] : []),
    encodeSection(sectionCode.messageAnnotations, annotationsOf(facts)),
    row.propertyChanges ? bareWithChanges(payload.bare, row.propertyChanges) : payload.bare,
  ]);
}

function headerOf({ row, payload, timeToLive }: DeliveryFacts): Typed {
  const fields = payload.header ? [...itemsOf(decode(payload.header))] : [];
  while (fields.length < headerIndex.deliveryCount) fields.push(amqp.Null());
  // A uint holds 49 days; a longer life is told by the properties.
  if (timeToLive !== null) fields[headerIndex.timeToLive] = amqp.wrap_uint(Math.min(timeToLive, 0xffffffff));
  fields[headerIndex.deliveryCount] = amqp.wrap_uint(row.deliveryCount);
  return amqp.List32(fields);
}

function annotationsOf({ row, payload, lockedUntil }: DeliveryFacts): Typed {
  const sent = payload.annotations ? entriesOf(decode(payload.annotations)) : new Map<string, Typed>();
  const entries = new Map([...sent].filter(([key]) => !brokerAnnotations.has(key)));
  entries.set('x-opt-sequence-number', amqp.wrap_long(row.sequence));
  entries.set('x-opt-enqueue-sequence-number', amqp.wrap_long(row.enqueuedSequence));
  entries.set('x-opt-enqueued-time', amqp.wrap_timestamp(row.enqueuedAt));
  entries.set('x-opt-message-state', amqp.wrap_int(toldState(row, sent)));
  if (lockedUntil !== null) entries.set('x-opt-locked-until', amqp.wrap_timestamp(lockedUntil));
  if (row.deadLetterSource !== null) entries.set('x-opt-deadletter-source', amqp.wrap_string(row.deadLetterSource));
  return symbolMapOf(entries);
}

/** Azure goes on telling a message that was once scheduled as scheduled; the SDK's live tests rely on it. */
function toldState(row: MessageRow, stored: ReadonlyMap<string, Typed>): number {
  if (row.state !== messageState.active) return row.state;
  return stored.has(wasScheduled) ? messageState.scheduled : messageState.active;
}

/** A bare message with the application properties that settlements have set. */
export function bareWithChanges(bare: Uint8Array, changes: Uint8Array): Buffer {
  const sections = splitSections(bare);
  const properties = findSection(sections, sectionCode.properties);
  const entries = entriesOf(findSection(sections, sectionCode.applicationProperties)?.value);
  for (const [key, value] of entriesOf(decode(changes))) entries.set(key, value);
  return Buffer.concat([
    ...(properties ? [properties.bytes] : []),
    encodeSection(sectionCode.applicationProperties, mapOf(entries)),
    ...sections.filter(({ code }) => code > sectionCode.applicationProperties).map(({ bytes }) => bytes),
  ]);
}
