import { z } from 'zod';
import type { PointInTime } from '../../application/history/history.ts';
import { moment } from '../../domain/modelling/values.ts';

/**
 * A whole number in a query string. Digits only: `Number` alone also takes "", "0x10" and "1e3".
 */
export const wholeNumber = (minimum: number, maximum: number) => {
  const rule = `must be a whole number from ${minimum} to ${maximum}`;
  return z
    .string()
    .regex(/^[0-9]{1,16}$/, rule)
    .transform(Number)
    .pipe(z.number().min(minimum, rule).max(maximum, rule))
    .meta({ type: 'integer', minimum, maximum });
};

/** A version of a stream, as callers know it from an ETag. */
export const version = wholeNumber(0, Number.MAX_SAFE_INTEGER);

/** The problem of a list with a continuation that is not its own. */
export const unknownContinuation = 'unknown-continuation';

const usualLimit = 20;

/** Which page of a list: `limit` items from where `continuation`, which an earlier page gave, goes on. */
export const pageParameters = {
  limit: wholeNumber(1, 100).default(usualLimit).meta({ usual: usualLimit }),
  continuation: z.string().min(1).max(8_192).exactOptional(),
};

/** A point in an entity's life, of which {@link onePointInTime} makes one value. */
export const pointInTimeParameters = { version: version.exactOptional(), at: moment.exactOptional() };

/** Reads `version` or `at` as one point in time. Both or neither is a fault. */
export const onePointInTime = <Others extends object>(
  parameters: Others & { readonly version?: number; readonly at?: string },
  context: z.RefinementCtx,
): Omit<Others, 'version' | 'at'> & { readonly point: PointInTime } => {
  const { version: atVersion, at, ...others } = parameters;
  if (atVersion !== undefined && at === undefined) return { ...others, point: { version: atVersion } };
  if (at !== undefined && atVersion === undefined) return { ...others, point: { at } };
  context.addIssue({ code: 'custom', message: 'exactly one of version and at must be given' });
  return z.NEVER;
};

/** A point in an entity's life in one parameter: `3` is a version, `2026-05-04T10:00:00Z` a moment. */
export const pointInTime = z.union(
  [version.transform((at): PointInTime => ({ version: at })), moment.transform((at): PointInTime => ({ at }))],
  'must be a version, like 3, or a moment, like 2026-05-04T10:00:00Z',
);
