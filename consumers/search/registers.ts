import { z } from 'zod';

/** What one field of a document may hold. */
export const registerValue = z.union([
  z.string(),
  z.int(),
  z.boolean(),
  z.array(z.object({ sku: z.string(), name: z.string(), productId: z.string().exactOptional() }).readonly()).readonly(),
]);

/** Each field with the version of the stream that has set it last. A field is set by one stream only. Part of the storage format. */
export const registers = z
  .record(z.string(), z.object({ at: z.int().min(1), value: registerValue }).readonly())
  .readonly();

/** See {@link registers}. */
export type Registers = z.infer<typeof registers>;

/** What one message says: values of fields, at a version of its stream. */
export interface Fact {
  readonly at: number;
  readonly values: Readonly<Record<string, z.infer<typeof registerValue>>>;
}

/** Says that what the document is about is gone. It is the one field that stays then. */
export const deleted = 'deleted';

/**
 * The fields after a fact: in each the value of the highest version. So the same facts come to the same fields in whatever order
 * they arrive and however often, and what was deleted stays so, whatever arrives later. The same object where nothing changes.
 */
export const merged = (known: Registers, { at, values }: Fact): Registers => {
  const newer = Object.entries(values).filter(([field]) => (known[field]?.at ?? 0) < at);
  if (newer.length === 0 || known[deleted] !== undefined) return known;
  const next: Registers = { ...known, ...Object.fromEntries(newer.map(([field, value]) => [field, { at, value }])) };
  const gone = next[deleted];
  return gone === undefined ? next : { [deleted]: gone };
};
