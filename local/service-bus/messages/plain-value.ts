import { asBuffer, entriesOf, itemsOf, type Typed } from './amqp-types.ts';

/** What filters and people see of an AMQP value. Longs beyond 2^53 are bigints, uuids are text. */
export type PlainValue =
  | string
  | number
  | bigint
  | boolean
  | null
  | Date
  | Uint8Array
  | readonly PlainValue[]
  | { readonly [key: string]: PlainValue };

/** Reads an AMQP value as a plain one. */
export function plainValue(typed: Typed | undefined): PlainValue {
  if (!typed) return null;
  const read = readers[typed.type.name];
  // rhea gives strings, numbers, Dates and Buffers for all other types.
  return read ? read(typed) : (typed.value as PlainValue);
}

const readMap = (typed: Typed): PlainValue =>
  Object.fromEntries([...entriesOf(typed)].map(([key, item]) => [key, plainValue(item)]));
const readList = (typed: Typed): PlainValue => itemsOf(typed).map(plainValue);
const readArray = (typed: Typed): PlainValue => itemsOf(typed).map(arrayItem);

const readers: Readonly<Record<string, (typed: Typed) => PlainValue>> = {
  Uuid: ({ value }) => uuidText(value as Buffer),
  Boolean: ({ value }) => Boolean(value),
  Long: ({ value }) => (Buffer.isBuffer(value) ? value.readBigInt64BE() : (value as number)),
  Ulong: ({ value }) => (Buffer.isBuffer(value) ? value.readBigUInt64BE() : (value as number)),
  Map8: readMap,
  Map32: readMap,
  List0: readList,
  List8: readList,
  List32: readList,
  Array8: readArray,
  Array32: readArray,
};

/** rhea wraps the elements of some arrays and leaves those of others bare. */
function arrayItem(item: Typed | PlainValue): PlainValue {
  return item !== null && typeof item === 'object' && 'type' in item ? plainValue(item as Typed) : item;
}

/** The text of a uuid in RFC 9562 order. */
export function uuidText(bytes: Uint8Array): string {
  return asBuffer(bytes)
    .toString('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** The text of a value that should be a string; null when it is absent or null, JSON when it is no single value. */
export function textOf(typed: Typed | undefined): string | null {
  const plain = plainValue(typed);
  if (plain === null) return null;
  return typeof plain === 'object' ? JSON.stringify(plain) : String(plain);
}

/** The number of a value that should be one; null when it is absent or of another type. Dates give their time. */
export function numberOf(typed: Typed | undefined): number | null {
  const plain = plainValue(typed);
  if (plain instanceof Date) return plain.getTime();
  return typeof plain === 'number' || typeof plain === 'bigint' ? Number(plain) : null;
}
