import { decode, entriesOf, type Typed } from './amqp-types.ts';
import { fieldAt, propertyIndex } from './message-fields.ts';
import { plainValue, type PlainValue } from './plain-value.ts';
import { findSection, sectionCode, splitSections } from './sections.ts';

/** A message's properties as filters and people ask for them. */
export interface MessageView {
  readonly messageId: PlainValue;
  readonly correlationId: PlainValue;
  readonly contentType: PlainValue;
  readonly subject: PlainValue;
  readonly to: PlainValue;
  readonly replyTo: PlainValue;
  readonly sessionId: PlainValue;
  readonly replyToSessionId: PlainValue;
  readonly applicationProperties: ReadonlyMap<string, PlainValue>;
  readonly body: PlainValue;
}

/** Reads the view of a bare message, with the application properties that settlements have set. */
export function viewMessage(bare: Uint8Array, propertyChanges: Uint8Array | null = null): MessageView {
  const sections = splitSections(bare);
  const properties = findSection(sections, sectionCode.properties)?.value;
  const field = (index: number): PlainValue => plainValue(fieldAt(properties, index));
  const application = new Map<string, Typed>([
    ...entriesOf(findSection(sections, sectionCode.applicationProperties)?.value),
    ...(propertyChanges ? entriesOf(decode(propertyChanges)) : []),
  ]);
  return {
    messageId: field(propertyIndex.messageId),
    correlationId: field(propertyIndex.correlationId),
    contentType: field(propertyIndex.contentType),
    subject: field(propertyIndex.subject),
    to: field(propertyIndex.to),
    replyTo: field(propertyIndex.replyTo),
    sessionId: field(propertyIndex.groupId),
    replyToSessionId: field(propertyIndex.replyToGroupId),
    applicationProperties: new Map([...application].map(([key, value]) => [key, plainValue(value)])),
    body: plainValue(sections.find(({ code }) => code >= sectionCode.data && code <= sectionCode.value)?.value),
  };
}
