import rhea from 'rhea';

/** A value with its AMQP type, as `rhea` reads it: written back, it keeps that type. */
export interface Typed {
  readonly type: { readonly name: string; readonly typecode: number };
  readonly value: unknown;
  readonly descriptor?: Typed;
}

interface Reader {
  readonly position: number;
  read(): Typed;
  remaining(): number;
}

interface Writer {
  write(value: Typed): void;
  toBuffer(): Buffer;
}

/** The part of `rhea.types` that its typings leave out or leave untyped. */
interface AmqpTypes {
  readonly Reader: new (buffer: Buffer) => Reader;
  readonly Writer: new () => Writer;
  readonly Uuid: { readonly typecode: number };
  readonly Timestamp: { readonly typecode: number };
  readonly Long: { (value: number | Buffer): Typed; readonly typecode: number };
  readonly Str32: { readonly typecode: number };
  readonly Null: () => Typed;
  readonly Map32: (items: readonly Typed[]) => Typed;
  readonly List32: (items: readonly Typed[]) => Typed;
  wrap_array(items: readonly unknown[], typecode: number): Typed;
  wrap_binary(value: Uint8Array): Typed;
  wrap_boolean(value: boolean): Typed;
  wrap_double(value: number): Typed;
  wrap_int(value: number): Typed;
  wrap_long(value: number | Buffer): Typed;
  wrap_string(value: string): Typed;
  wrap_symbol(value: string): Typed;
  wrap_timestamp(value: number): Typed;
  wrap_uint(value: number): Typed;
  wrap_ulong(value: number): Typed;
  wrap_uuid(value: Uint8Array): Typed;
  described(descriptor: Typed, value: Typed): Typed;
  is_map(value: Typed): boolean;
  is_list(value: Typed): boolean;
}

/** `rhea`'s type system. Every value is wrapped explicitly: left to guess, it turns a long into an int. */
export const amqp = rhea.types as unknown as AmqpTypes;

/** Encodes one value. */
export function encode(value: Typed): Buffer {
  const writer = new amqp.Writer();
  writer.write(value);
  return writer.toBuffer();
}

/** Decodes one value. @throws when the bytes are no AMQP value. */
export function decode(bytes: Uint8Array): Typed {
  return new amqp.Reader(asBuffer(bytes)).read();
}

/** The same bytes as a Buffer, not copied. */
export function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** The entries of a map by key, in order; empty for anything else. */
export function entriesOf(value: Typed | undefined): Map<string, Typed> {
  const entries = new Map<string, Typed>();
  if (!value || !amqp.is_map(value)) return entries;
  const items = itemsOf(value);
  for (let at = 0; at + 1 < items.length; at += 2) {
    const [key, item] = [items[at], items[at + 1]];
    if (key && item) entries.set(String(key.value), item);
  }
  return entries;
}

/** A map with string keys. */
export function mapOf(entries: Iterable<readonly [string, Typed]>): Typed {
  return amqp.Map32([...entries].flatMap(([key, value]) => [amqp.wrap_string(key), value]));
}

/** A map with symbol keys, as annotations want it. */
export function symbolMapOf(entries: Iterable<readonly [string, Typed]>): Typed {
  return amqp.Map32([...entries].flatMap(([key, value]) => [amqp.wrap_symbol(key), value]));
}

/** The elements of a list, an array or a map; empty for anything else. */
export function itemsOf(value: Typed | undefined): readonly Typed[] {
  return value && Array.isArray(value.value) ? (value.value as readonly Typed[]) : [];
}
