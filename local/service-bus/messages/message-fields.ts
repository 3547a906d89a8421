import { itemsOf, type Typed } from './amqp-types.ts';
import { numberOf } from './plain-value.ts';

/** Where each field of the properties section stands (OASIS AMQP 1.0, part 3, section 3.2.4). */
export const propertyIndex = {
  messageId: 0,
  userId: 1,
  to: 2,
  subject: 3,
  replyTo: 4,
  correlationId: 5,
  contentType: 6,
  contentEncoding: 7,
  absoluteExpiryTime: 8,
  creationTime: 9,
  groupId: 10,
  groupSequence: 11,
  replyToGroupId: 12,
} as const;

/** Where each field of the header section stands. */
export const headerIndex = { durable: 0, priority: 1, timeToLive: 2, firstAcquirer: 3, deliveryCount: 4 } as const;

/** A field of a list section; undefined when the list is shorter or the field is null. */
export function fieldAt(list: Typed | undefined, index: number): Typed | undefined {
  const field = itemsOf(list)[index];
  return field && field.type.name !== 'Null' ? field : undefined;
}

/**
 * How long a message lives, in milliseconds; null for ever. The header's field is a uint and ends at 49 days; longer
 * lives are told by the two times of the properties.
 */
export function timeToLiveOf(header: Typed | undefined, properties: Typed | undefined): number | null {
  const expiry = numberOf(fieldAt(properties, propertyIndex.absoluteExpiryTime));
  const creation = numberOf(fieldAt(properties, propertyIndex.creationTime));
  if (expiry !== null && creation !== null && expiry > creation) return expiry - creation;
  return numberOf(fieldAt(header, headerIndex.timeToLive));
}
