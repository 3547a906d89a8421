import type { z } from 'zod';
import { problem } from './catalogue.ts';
import { RequestRefused, type ValidationError } from './problem.ts';

/** More than a person reads; the answer to a hostile body must not be larger than the body. */
const maximumErrors = 100;
const maximumPathLength = 200;

type Issue = z.core.$ZodIssue;

/** Says "is missing" where zod would say that it received undefined. */
const wording = (issue: z.core.$ZodRawIssue): string | undefined =>
  issue.code === 'invalid_type' && issue.input === undefined ? 'is missing' : undefined;

/** Validates a value. Each error names its path; `root` stands for the value itself. */
export const validate = <Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  root: string,
):
  | { readonly data: z.output<Schema>; readonly errors: readonly [] }
  | { readonly errors: readonly ValidationError[] } => {
  const parsed = schema.safeParse(value, { error: wording });
  if (parsed.success) return { data: parsed.data, errors: [] };
  return { errors: parsed.error.issues.flatMap((issue) => errorsOf(issue, root)) };
};

/** The refusal of an invalid request, with its validation errors. */
export const invalidRequest = (errors: readonly ValidationError[]): RequestRefused =>
  new RequestRefused(problem('malformed-request', { errors: errors.slice(0, maximumErrors) }));

const errorsOf = (issue: Issue, root: string): readonly ValidationError[] =>
  issue.code === 'unrecognized_keys'
    ? issue.keys.map((key) => ({ path: pathOf([...issue.path, key], root), detail: 'is not known here' }))
    : [{ path: pathOf(issue.path, root), detail: issue.message }];

/** `lines[0].quantity`, the way people write it. */
const pathOf = (path: readonly PropertyKey[], root: string): string => {
  const written = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('');
  return (written.replace(/^\./, '') || root).slice(0, maximumPathLength);
};
