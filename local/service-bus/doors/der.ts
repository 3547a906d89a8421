/** Values in the distinguished encoding rules of ASN.1 (ITU-T X.690), as far as a certificate needs them. */

const tag = { integer: 0x02, bits: 0x03, octets: 0x04, oid: 0x06, text: 0x0c, set: 0x31, sequence: 0x30, time: 0x17 };

/** A value under a tag byte of its own. */
export function tagged(tagByte: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([tagByte, ...lengthOf(content)]), content]);
}

export const sequence = (...parts: readonly Uint8Array[]): Buffer => tagged(tag.sequence, ...parts);
export const set = (...parts: readonly Uint8Array[]): Buffer => tagged(tag.set, ...parts);
export const octets = (content: Uint8Array): Buffer => tagged(tag.octets, content);
export const text = (value: string): Buffer => tagged(tag.text, Buffer.from(value));
/** A string of whole bytes. */
export const bits = (content: Uint8Array): Buffer => tagged(tag.bits, Buffer.from([0]), content);
/** A positive integer of so many bytes as there are: the first must lie between 1 and 127, as its first bit is the sign. */
export const integer = (bytes: Uint8Array): Buffer => tagged(tag.integer, bytes);
export const yes = Buffer.from([0x01, 0x01, 0xff]);

/** A moment before 2050, to the second. */
export function time(moment: Date): Buffer {
  const digits = moment.toISOString().replace(/[-:T]/g, '').slice(2, 14);
  return tagged(tag.time, Buffer.from(`${digits}Z`));
}

/** An object identifier from its dotted numbers. */
export function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return tagged(tag.oid, Buffer.from([first * 40 + second, ...rest.flatMap(sevenBits)]));
}

function sevenBits(value: number): number[] {
  const bytes = [value & 0x7f];
  for (let left = value >>> 7; left > 0; left >>>= 7) bytes.unshift((left & 0x7f) | 0x80);
  return bytes;
}

function lengthOf({ length }: Uint8Array): number[] {
  if (length < 0x80) return [length];
  return length < 0x100 ? [0x81, length] : [0x82, length >>> 8, length & 0xff];
}
