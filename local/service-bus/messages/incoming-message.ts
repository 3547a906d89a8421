import { randomBytes } from 'node:crypto';
import type { Payload } from '../storage/index.ts';
import { amqp, entriesOf, itemsOf, type Typed } from './amqp-types.ts';
import { bareWithChanges } from './delivered-message.ts';
import { fieldAt, propertyIndex, timeToLiveOf } from './message-fields.ts';
import { numberOf, textOf } from './plain-value.ts';
import { encodeSection, findSection, sectionCode, splitSections, type Section } from './sections.ts';

/** A message as a sender wrote it, with what the broker needs to know of it. */
export interface IncomingMessage {
  /** The message id as text, unique among the ids of one type. */
  readonly messageId: string;
  readonly sessionId: string | null;
  readonly partitionKey: string | null;
  /** Milliseconds; null for ever. */
  readonly timeToLive: number | null;
  /** When the sender wants it enqueued, in milliseconds since 1970. */
  readonly scheduledAt: number | null;
  readonly header: Buffer | null;
  readonly annotations: Buffer | null;
  /** The encoded sections from the properties to the footer. */
  readonly bare: Buffer;
}

/** Reads one encoded message. @throws when the bytes are no AMQP message. */
export function readIncomingMessage(bytes: Uint8Array): IncomingMessage {
  const sections = splitSections(bytes);
  const header = findSection(sections, sectionCode.header) ?? absent;
  const annotations = findSection(sections, sectionCode.messageAnnotations) ?? absent;
  const properties = findSection(sections, sectionCode.properties) ?? absent;
  const annotated = entriesOf(annotations.value);
  const id = fieldAt(properties.value, propertyIndex.messageId) ?? amqp.wrap_string(randomBytes(16).toString('hex'));
  return {
    messageId: messageIdKey(id),
    sessionId: textOf(fieldAt(properties.value, propertyIndex.groupId)),
    timeToLive: timeToLiveOf(header.value, properties.value),
    partitionKey: textOf(annotated.get('x-opt-partition-key')),
    scheduledAt: numberOf(annotated.get('x-opt-scheduled-enqueue-time')),
    header: header.bytes,
    annotations: annotations.bytes,
    bare: Buffer.concat([
      propertiesWithId(properties, id),
      ...sections.filter(isBareBody).map(({ bytes: part }) => part),
    ]),
  };
}

/** Reads a stored message as if it were sent again, with the application properties that settlements have set. */
export function readStoredMessage({ header, annotations, bare }: Payload, changes: Uint8Array | null): IncomingMessage {
  const body = changes ? bareWithChanges(bare, changes) : bare;
  return readIncomingMessage(Buffer.concat([header, annotations, body].filter((part) => part !== null)));
}

/** The session of a bare message; null when it names none. */
export function sessionIdOf(bare: Uint8Array): string | null {
  return textOf(fieldAt(findSection(splitSections(bare), sectionCode.properties)?.value, propertyIndex.groupId));
}

/** Stands for a section that the sender left out. */
const absent = { value: undefined, bytes: null };

function isBareBody({ code }: Section): boolean {
  return code >= sectionCode.applicationProperties;
}

/** Every message has an id: clients address lock renewals and logs by it. */
function propertiesWithId(properties: Section | typeof absent, id: Typed): Buffer {
  if (properties.bytes && fieldAt(properties.value, propertyIndex.messageId)) return properties.bytes;
  return encodeSection(sectionCode.properties, amqp.List32([id, ...itemsOf(properties.value).slice(1)]));
}

/** Ids of different AMQP types are different ids, also when their text is the same. */
function messageIdKey(id: Typed): string {
  const text = textOf(id) ?? '';
  return id.type.name.startsWith('Str') ? text : `${id.type.name}:${text}`;
}
