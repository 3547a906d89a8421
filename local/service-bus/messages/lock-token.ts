import { randomUUID } from 'node:crypto';
import { asBuffer } from './amqp-types.ts';

/** A new lock token: 16 bytes of a uuid in RFC 9562 order. */
export function newLockToken(): Uint8Array {
  return Buffer.from(randomUUID().replaceAll('-', ''), 'hex');
}

/**
 * The delivery tag of a lock token. Receivers read the tag as a .NET Guid, whose first three groups are little-endian.
 */
export function deliveryTagOf(lockToken: Uint8Array): Buffer {
  const tag = Buffer.from(asBuffer(lockToken));
  tag.subarray(0, 4).reverse();
  tag.subarray(4, 6).reverse();
  tag.subarray(6, 8).reverse();
  return tag;
}
