import { z } from 'zod';

/**
 * The version in an If-Match: `"7"`, as our ETag gives it. `*` means any version of an existing entity.
 * A weak tag never matches in If-Match (RFC 9110, section 13.1.1), so it is refused instead of answered with 412.
 */
export const ifMatch = z
  .string()
  .regex(/^(?:\*|"(?:0|[1-9][0-9]{0,14})")$/, 'must be one version in quotes, like "7", or *')
  .transform((value) => (value === '*' ? 'any' : Number(value.slice(1, -1))));

/** The ETag of a version. It is strong: a version names exactly one state. */
export const etagOf = (version: number): string => `"${version}"`;
