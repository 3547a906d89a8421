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
  const { value } = typed;
  switch (typed.type.name) {
    case 'Uuid':
      return uuidText(value as Buffer);
    case 'Boolean':
      return Boolean(value);
    case 'Long':
      return Buffer.isBuffer(value) ? value.readBigInt64BE() : (value as number);
    case 'Ulong':
      return Buffer.isBuffer(value) ? value.readBigUInt64BE() : (value as number);
    case 'Map8':
    case 'Map32':
      return Object.fromEntries([...entriesOf(typed)].map(([key, item]) => [key, plainValue(item)]));
    case 'List0':
    case 'List8':
    case 'List32':
      return itemsOf(typed).map(plainValue);
    case 'Array8':
    case 'Array32':
      return itemsOf(typed).map(arrayItem);
    default:
      return value as PlainValue; // rhea gives strings, numbers, Dates and Buffers for all other types
  }
}

/** rhea wraps the elements of some arrays and leaves those of others bare. */
function arrayItem(item: Typed | PlainValue): PlainValue {
  return item !== null && typeof item === 'object' && 'type' in item ? plainValue(item as Typed) : (item as PlainValue);
}

/** The text of a uuid in RFC 9562 order. */
export function uuidText(bytes: Uint8Array): string {
  return asBuffer(bytes)
    .toString('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** The text of a value that should be a string; null when it is absent or null. */
export function textOf(typed: Typed | undefined): string | null {
  const plain = plainValue(typed);
  return plain === null ? null : String(plain);
}

/** The number of a value that should be one; null when it is absent or of another type. Dates give their time. */
export function numberOf(typed: Typed | undefined): number | null {
  const plain = plainValue(typed);
  if (plain instanceof Date) return plain.getTime();
  return typeof plain === 'number' || typeof plain === 'bigint' ? Number(plain) : null;
}
