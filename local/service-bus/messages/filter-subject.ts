import type { FilterSubject, FilterValue } from '../filters/index.ts';
import { entriesOf, type Typed } from './amqp-types.ts';
import { fieldAt, propertyIndex } from './message-fields.ts';
import { plainValue } from './plain-value.ts';
import { findSection, sectionCode, splitSections } from './sections.ts';

/** Where the system properties that filters and actions name stand among the fields of the properties section. */
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

/** A bare message as filters see it. */
export function filterSubjectOf(bare: Uint8Array): FilterSubject {
  const sections = splitSections(bare);
  const properties = findSection(sections, sectionCode.properties)?.value;
  const application = entriesOf(findSection(sections, sectionCode.applicationProperties)?.value);
  const byName = new Map([...application].map(([name, value]) => [name.toLowerCase(), value]));
  return {
    system(name) {
      const index = systemIndex[name];
      return index === undefined ? undefined : filterValueOf(fieldAt(properties, index));
    },
    user: (name) => filterValueOf(byName.get(name)),
  };
}

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
