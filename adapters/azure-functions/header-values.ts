import { z } from 'zod';

/** An identifier in a header, chosen by the caller. No comma: hosts join the values of a header that was sent twice with one (RFC 9110, section 5.2). */
export const token = z
  .string()
  .regex(/^[\x21-\x2b\x2d-\x7e]{1,128}$/, 'must be one value of 1 to 128 visible ASCII characters other than a comma');

/**
 * The version in an If-Match: `"7"`, as an ETag of ours gives it. `*` means any version, of something that exists.
 * A weak tag never matches in If-Match (RFC 9110, section 13.1.1), so it is refused rather than sent to a sure 412.
 */
export const ifMatch = z
  .string()
  .regex(/^(?:\*|"(?:0|[1-9][0-9]{0,14})")$/, 'must be one version in quotes, like "7", or *')
  .transform((value) => (value === '*' ? 'any' : Number(value.slice(1, -1))));

/** The ETag of a version: strong, as a version names exactly one state. */
export const etagOf = (version: number): string => `"${version}"`;
