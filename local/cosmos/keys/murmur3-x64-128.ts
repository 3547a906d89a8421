const mask = (1n << 64n) - 1n;
const c1 = 0x87c37b91114253d5n;
const c2 = 0x4cf5ad432745937fn;

/** MurmurHash3, the 128-bit variant for 64-bit machines, with seed 0. Gives its two halves. */
export function murmur3x64(bytes: Uint8Array): readonly [h1: bigint, h2: bigint] {
  const whole = bytes.length - (bytes.length % 16);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let h1 = 0n;
  let h2 = 0n;
  for (let at = 0; at < whole; at += 16) {
    h1 ^= mixFirst(view.getBigUint64(at, true));
    h1 = (rotate(h1, 27n) + h2) & mask;
    h1 = (h1 * 5n + 0x52dce729n) & mask;
    h2 ^= mixSecond(view.getBigUint64(at + 8, true));
    h2 = (rotate(h2, 31n) + h1) & mask;
    h2 = (h2 * 5n + 0x38495ab5n) & mask;
  }
  h1 ^= mixFirst(littleEndian(bytes.subarray(whole, whole + 8)));
  h2 ^= mixSecond(littleEndian(bytes.subarray(whole + 8)));
  return finish(h1, h2, BigInt(bytes.length));
}

function finish(first: bigint, second: bigint, length: bigint): readonly [bigint, bigint] {
  let h1 = first ^ length;
  let h2 = second ^ length;
  h1 = (h1 + h2) & mask;
  h2 = (h2 + h1) & mask;
  h1 = avalanche(h1);
  h2 = avalanche(h2);
  h1 = (h1 + h2) & mask;
  h2 = (h2 + h1) & mask;
  return [h1, h2];
}

function mixFirst(block: bigint): bigint {
  return (rotate((block * c1) & mask, 31n) * c2) & mask;
}

function mixSecond(block: bigint): bigint {
  return (rotate((block * c2) & mask, 33n) * c1) & mask;
}

function rotate(value: bigint, by: bigint): bigint {
  return ((value << by) | (value >> (64n - by))) & mask;
}

function avalanche(value: bigint): bigint {
  let hash = value ^ (value >> 33n);
  hash = (hash * 0xff51afd7ed558ccdn) & mask;
  hash ^= hash >> 33n;
  hash = (hash * 0xc4ceb9fe1a85ec53n) & mask;
  return hash ^ (hash >> 33n);
}

function littleEndian(bytes: Uint8Array): bigint {
  return bytes.reduceRight((value, byte) => (value << 8n) | BigInt(byte), 0n);
}
