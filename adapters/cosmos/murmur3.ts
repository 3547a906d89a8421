const mask = (1n << 64n) - 1n;
const c1 = 0x87c37b91114253d5n;
const c2 = 0x4cf5ad432745937fn;

/** MurmurHash3, the 128-bit variant for 64-bit machines, with seed 0: its two halves. */
export const murmur3 = (bytes: Buffer): readonly [bigint, bigint] => {
  const whole = bytes.length - (bytes.length % 16);
  let h1 = 0n;
  let h2 = 0n;
  for (let at = 0; at < whole; at += 16) {
    h1 ^= mixFirst(bytes.readBigUInt64LE(at));
    h1 = ((rotated(h1, 27n) + h2) * 5n + 0x52dce729n) & mask;
    h2 ^= mixSecond(bytes.readBigUInt64LE(at + 8));
    h2 = ((rotated(h2, 31n) + h1) * 5n + 0x38495ab5n) & mask;
  }
  h1 ^= mixFirst(littleEndian(bytes.subarray(whole, whole + 8)));
  h2 ^= mixSecond(littleEndian(bytes.subarray(whole + 8)));
  return finish(h1, h2, BigInt(bytes.length));
};

const finish = (first: bigint, second: bigint, length: bigint): readonly [bigint, bigint] => {
  const sum = ((first ^ length) + (second ^ length)) & mask;
  const h1 = avalanche(sum);
  const h2 = avalanche((sum + (second ^ length)) & mask);
  const last = (h1 + h2) & mask;
  return [last, (last + h2) & mask];
};

const mixFirst = (block: bigint): bigint => (rotated((block * c1) & mask, 31n) * c2) & mask;

const mixSecond = (block: bigint): bigint => (rotated((block * c2) & mask, 33n) * c1) & mask;

const rotated = (value: bigint, by: bigint): bigint => ((value << by) | (value >> (64n - by))) & mask;

const avalanche = (value: bigint): bigint => {
  const once = ((value ^ (value >> 33n)) * 0xff51afd7ed558ccdn) & mask;
  const twice = ((once ^ (once >> 33n)) * 0xc4ceb9fe1a85ec53n) & mask;
  return twice ^ (twice >> 33n);
};

const littleEndian = (bytes: Buffer): bigint => bytes.reduceRight((value, byte) => (value << 8n) | BigInt(byte), 0n);
