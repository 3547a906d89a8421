import { murmur3x64 } from './murmur3-x64-128.ts';
import { legacyKey } from './legacy-key.ts';
import type { KeyComponent, PartitionKey } from './partition-key.ts';

/** How a container places its keys: the `kind` and `version` of its partition key definition. */
export type Hashing = 'V1' | 'V2' | 'MultiHash';

/**
 * The effective partition key: the place of a key between `""` and `"FF"`, in upper-case hex, comparable as text.
 * It must equal what the SDK computes, because bulk requests and feed ranges are routed by the SDK's own hash.
 */
export function effectiveKey(key: PartitionKey, hashing: Hashing): string {
  return hashing === 'V1' ? legacyKey(key[0]) : key.map(hashComponent).join('');
}

function hashComponent(component: KeyComponent): string {
  const [h1, h2] = murmur3x64(componentBytes(component));
  const hex = h2.toString(16).padStart(16, '0') + h1.toString(16).padStart(16, '0');
  const firstByte = Number.parseInt(hex.slice(0, 2), 16) & 0x3f; // "FF" stays greater than every hash
  return (firstByte.toString(16).padStart(2, '0') + hex.slice(2)).toUpperCase();
}

function componentBytes(component: KeyComponent): Buffer {
  if (component === undefined) return Buffer.of(0x00);
  if (component === null) return Buffer.of(0x01);
  if (component === false) return Buffer.of(0x02);
  if (component === true) return Buffer.of(0x03);
  if (typeof component === 'string') return Buffer.concat([Buffer.of(0x08), Buffer.from(component), Buffer.of(0xff)]);
  const bytes = Buffer.alloc(9);
  bytes[0] = 0x05;
  bytes.writeDoubleLE(component, 1);
  return bytes;
}
