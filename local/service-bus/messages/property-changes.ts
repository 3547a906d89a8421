import { decode, encode, entriesOf, mapOf, type Typed } from './amqp-types.ts';

/** Adds application properties that a settlement sets to those set before; later ones win. Null when there are none. */
export function mergePropertyChanges(
  before: Uint8Array | null,
  changes: ReadonlyMap<string, Typed>,
): Uint8Array | null {
  if (changes.size === 0) return before;
  return encode(mapOf(new Map([...(before ? entriesOf(decode(before)) : []), ...changes])));
}
