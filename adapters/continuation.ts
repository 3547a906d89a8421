import { z } from 'zod';
import { UnknownContinuation } from '../application/paging.ts';

/** Packs a store's own token for a caller, bound to the list that it continues: one partition, or all of them. */
export const packContinuation = (partition: string | undefined, token: unknown): string =>
  Buffer.from(JSON.stringify([partition ?? null, token])).toString('base64url');

/** The store's own token. Throws {@link UnknownContinuation} for what was never given out, or given out for another list. */
export const unpackContinuation = <Token>(
  schema: z.ZodType<Token>,
  partition: string | undefined,
  continuation: string,
): Token => {
  const unpacked = z.tuple([z.literal(partition ?? null), schema]).safeParse(parsed(continuation));
  if (!unpacked.success) throw notOfThisList(continuation);
  return unpacked.data[1];
};

/** The problem of an unknown continuation. */
export const notOfThisList = (continuation: string): UnknownContinuation =>
  new UnknownContinuation(`The continuation ${continuation} is none of this list.`);

const parsed = (continuation: string): unknown => {
  try {
    return JSON.parse(Buffer.from(continuation, 'base64url').toString());
  } catch {
    return undefined;
  }
};
