import { murmur3x86 } from './murmur3-x86-32.ts';
import type { KeyComponent } from './partition-key.ts';

// Only the first characters of a string take part in version 1; keys that differ later on share their place.
const significantCharacters = 100;

/** The effective key under version 1 of the definition: a 32-bit hash, followed by the value itself, both order-preserving. */
export function legacyKey(component: KeyComponent): string {
  const value = typeof component === 'string' ? component.slice(0, significantCharacters) : component;
  const hash = murmur3x86(hashedBytes(value));
  return Buffer.concat([orderedNumber(hash), orderedComponent(value)])
    .toString('hex')
    .toUpperCase();
}

/** Where a share of the 32-bit hash space begins, as an effective key. */
export function legacyBoundary(hash: number): string {
  return orderedNumber(hash).toString('hex').toUpperCase();
}

function hashedBytes(value: KeyComponent): Buffer {
  if (typeof value === 'string') return Buffer.concat([Buffer.of(0x08), Buffer.from(value), Buffer.of(0x00)]);
  if (typeof value !== 'number') return constantBytes(value);
  const bytes = Buffer.alloc(9);
  bytes[0] = 0x05;
  bytes.writeDoubleLE(value, 1);
  return bytes;
}

function orderedComponent(value: KeyComponent): Buffer {
  if (typeof value === 'number') return orderedNumber(value);
  if (typeof value !== 'string') return constantBytes(value);
  // Each byte is raised by one, so that the terminating zero sorts before every continuation.
  const raised = Buffer.from(value).map((byte) => (byte < 0xff ? byte + 1 : byte));
  return Buffer.concat([Buffer.of(0x08), raised, Buffer.of(0x00)]);
}

function constantBytes(value: boolean | null | undefined): Buffer {
  if (value === undefined) return Buffer.of(0x00);
  if (value === null) return Buffer.of(0x01);
  return Buffer.of(value ? 0x03 : 0x02);
}

/** The double's bits made comparable as unsigned, then cut into a whole byte and groups of 7 bits; bit 0 says "more follow". */
function orderedNumber(value: number): Buffer {
  const bits = Buffer.alloc(8);
  bits.writeDoubleBE(value);
  const raw = bits.readBigUInt64BE();
  const sign = 1n << 63n;
  const ordered = BigInt.asUintN(64, raw < sign ? raw ^ sign : ~raw + 1n);
  const groups: number[] = [];
  for (let rest = BigInt.asUintN(64, ordered << 8n); rest !== 0n || groups.length === 0;) {
    groups.push(Number(rest >> 56n) | 0x01);
    rest = BigInt.asUintN(64, rest << 7n);
  }
  const last = (groups.pop() ?? 0) & 0xfe;
  return Buffer.from([0x05, Number(ordered >> 56n), ...groups, ...(last === 0 ? [] : [last])]);
}
