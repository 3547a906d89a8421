import type { z } from 'zod';
import { RequestRefused, type Fault } from './problem.ts';

/** More faults than a person reads; a hostile body must not be answered with a larger one. */
const maximumFaults = 100;
const maximumPathLength = 200;

type Issue = z.core.$ZodIssue;

/** Says "is missing" where zod would say that it received undefined. */
const wording = (issue: z.core.$ZodRawIssue): string | undefined =>
  issue.code === 'invalid_type' && issue.input === undefined ? 'is missing' : undefined;

/** Checks a value; each fault names its place, below `root` when the value itself is at fault. */
export const parseWithFaults = <Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  root: string,
): { readonly data: z.output<Schema>; readonly faults: readonly [] } | { readonly faults: readonly Fault[] } => {
  const parsed = schema.safeParse(value, { error: wording });
  if (parsed.success) return { data: parsed.data, faults: [] };
  return { faults: parsed.error.issues.flatMap((issue) => faultsOf(issue, root)) };
};

/** The refusal of a request that cannot be understood, with all its faults. */
export const malformed = (faults: readonly Fault[]): RequestRefused =>
  new RequestRefused({
    status: 400,
    name: 'malformed-request',
    title: 'The request cannot be understood',
    errors: faults.slice(0, maximumFaults),
  });

const faultsOf = (issue: Issue, root: string): readonly Fault[] =>
  issue.code === 'unrecognized_keys'
    ? issue.keys.map((key) => ({ path: pathOf([...issue.path, key], root), detail: 'is not known here' }))
    : [{ path: pathOf(issue.path, root), detail: issue.message }];

/** `lines[0].quantity`, the way people write it. */
const pathOf = (path: readonly PropertyKey[], root: string): string => {
  const written = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('');
  return (written.replace(/^\./, '') || root).slice(0, maximumPathLength);
};
