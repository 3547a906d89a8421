import type { FilterSubject, FilterValue } from '../filters/index.ts';
import type { Payload } from '../storage/index.ts';
import { decode, entriesOf, type Typed } from './amqp-types.ts';
import { fieldAt, propertyIndex } from './message-fields.ts';
import { plainValue } from './plain-value.ts';
import { findSection, sectionCode, splitSections } from './sections.ts';

/** Where the system properties that a sender chooses stand among the fields of the properties section. */
export const systemIndex: Readonly<Record<string, number>> = {
  contenttype: propertyIndex.contentType,
  correlationid: propertyIndex.correlationId,
  label: propertyIndex.subject,
  messageid: propertyIndex.messageId,
  replyto: propertyIndex.replyTo,
  replytosessionid: propertyIndex.replyToGroupId,
  sessionid: propertyIndex.groupId,
  subject: propertyIndex.subject,
  to: propertyIndex.to,
};

/** What the broker knows of a message that arrives in a topic. */
export interface Arrival {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly sequence: number;
  /** Milliseconds; null for ever. */
  readonly timeToLive: number | null;
}

const annotationByName: Readonly<Record<string, string>> = {
  partitionkey: 'x-opt-partition-key',
  scheduledenqueuetimeutc: 'x-opt-scheduled-enqueue-time',
  viapartitionkey: 'x-opt-via-partition-key',
};

/** An arriving message as filters see it. */
export function filterSubjectOf(payload: Payload, arrival: Arrival): FilterSubject {
  const sections = splitSections(payload.bare);
  const properties = findSection(sections, sectionCode.properties)?.value;
  const application = entriesOf(findSection(sections, sectionCode.applicationProperties)?.value);
  const byName = new Map([...application].map(([name, value]) => [name.toLowerCase(), value]));
  return {
    system(name) {
      const index = systemIndex[name];
      if (index !== undefined) return filterValueOf(fieldAt(properties, index));
      const annotation = annotationByName[name];
      if (annotation === undefined) return facts[name]?.(payload, arrival);
      return filterValueOf(payload.annotations ? entriesOf(decode(payload.annotations)).get(annotation) : undefined);
    },
    user: (name) => filterValueOf(byName.get(name)),
  };
}

const facts: Readonly<Record<string, (payload: Payload, arrival: Arrival) => FilterValue>> = {
  deliverycount: () => 0n,
  enqueuedsequencenumber: (_, { sequence }) => BigInt(sequence),
  enqueuedtimeutc: (_, { at }) => new Date(at),
  expiresatutc: (_, { at, timeToLive }) => (timeToLive === null ? undefined : new Date(at + timeToLive)),
  sequencenumber: (_, { sequence }) => BigInt(sequence),
  size: ({ header, annotations, bare }) => BigInt((header?.length ?? 0) + (annotations?.length ?? 0) + bare.length),
};

const floatingTypes = new Set(['Float', 'Double']);

/** Integers of every width become bigints; lists and maps cannot be compared and count as unknown. */
function filterValueOf(typed: Typed | undefined): FilterValue {
  if (!typed) return undefined;
  const plain = plainValue(typed);
  if (plain === null) return undefined;
  if (typeof plain === 'number') return floatingTypes.has(typed.type.name) ? plain : BigInt(plain);
  if (plain instanceof Date || plain instanceof Uint8Array) return plain;
  return typeof plain === 'object' ? undefined : plain;
}
