import { z } from 'zod';

const wellFormed = (text: string): boolean => text.isWellFormed();

/** A line of text for people. Lone surrogates are refused, because no store returns them unchanged. */
export const text = (maxLength: number) =>
  z
    .string()
    .max(maxLength)
    .regex(
      /^[^\s\p{Cc}](?:[^\p{Cc}]*[^\s\p{Cc}])?$/u,
      'must not be empty, start or end with a space, or hold control characters',
    )
    .refine(wellFormed, 'must be well-formed Unicode');

/** The identifier of an entity: short and plain enough for a stream name, a URL, a partition key and a session id. */
export const entityId = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/, 'must be 1 to 64 letters, digits, "-" or "_", the first a letter or digit')
  .meta({ examples: ['1'] });

/** The identifier of an instance of a process: an entity's, which a version may follow, as in `main-account-12`. */
export const instanceId = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,79}$/, 'must be 1 to 80 letters, digits, "-" or "_", the first a letter or digit')
  .meta({ examples: ['1'] });

/**
 * A date and time. The input may have any offset; the output is in UTC with milliseconds. An offset may lead out of the years that UTC
 * writes with four digits: such a moment is refused, because nobody could read it again, and it would sort before others.
 */
export const moment = z.iso
  .datetime({ offset: true })
  .transform((value) => new Date(value).toISOString())
  .pipe(z.iso.datetime('must be in the years 0000 to 9999 in UTC'));

/** Holds that no two items of a list have the same value in one of these fields. The fault names the later one, and says `message`. */
export const eachOnce =
  <Field extends string>(fields: readonly Field[], message: string) =>
  (items: readonly Readonly<Partial<Record<Field, string | undefined>>>[], context: z.RefinementCtx): void => {
    for (const field of fields) {
      const seen = new Set<string>();
      for (const [index, { [field]: value }] of items.entries()) {
        if (value === undefined) continue;
        if (seen.has(value)) context.addIssue({ code: 'custom', path: [index, field], message });
        seen.add(value);
      }
    }
  };
