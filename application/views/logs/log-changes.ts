import { z } from 'zod';
import type { LogSourceDeclaration } from '../../../domain/modelling/log.ts';
import type { EventTypes } from '../../../domain/modelling/aggregate.ts';
import { personalPathsIn, type FieldPath } from '../../../domain/modelling/personal.ts';
import { changesBetween } from '../../streams/changes.ts';

/** The schema of one value that an event has changed. */
export const loggedChange = z
  .object({ path: z.string(), from: z.unknown().exactOptional(), to: z.unknown().exactOptional() })
  .readonly();

/** One value that an event has changed: without `from` it was added, without `to` removed. */
export type LoggedChange = z.infer<typeof loggedChange>;

/** What an event has changed, and the paths of what is personal in it, as in its document. */
export interface LoggedChanges {
  readonly changes: readonly LoggedChange[];
  readonly personal: readonly FieldPath[];
}

/** Whose changes are kept, if they are. */
export type KeepingChanges = LogSourceDeclaration<EventTypes, object, object>['changes'];

/** What differs between two folds. A value is personal where the marks of the schema say so of the fold that has it. */
export const loggedChanges = (
  { schema, identifiedBy = [] }: NonNullable<KeepingChanges>,
  before: object | undefined,
  after: object | undefined,
): LoggedChanges => {
  const changes = changesBetween(before, after, identifiedBy);
  const marked = {
    from: personalLeaves(schema, before, identifiedBy),
    to: personalLeaves(schema, after, identifiedBy),
  };
  const personal = changes.flatMap((change, index) =>
    (['from', 'to'] as const)
      .filter((side) => side in change && marked[side].has(change.path))
      .map((side): FieldPath => ['changes', index, side]),
  );
  return { changes, personal };
};

/** The personal leaves of a fold, by the paths that changes have: what differs once each is replaced by what is no text. */
const personalLeaves = (
  schema: z.ZodType,
  fold: object | undefined,
  identifiedBy: readonly string[],
): ReadonlySet<string> => {
  const paths = fold === undefined ? [] : personalPathsIn(schema, fold);
  if (fold === undefined || paths.length === 0) return new Set();
  const copy = structuredClone(fold);
  for (const path of paths) replaceIn(copy, path);
  return new Set(changesBetween(fold, copy, identifiedBy).map(({ path }) => path));
};

const replaceIn = (holder: object, [step, ...below]: FieldPath): void => {
  if (step === undefined) return;
  const member: unknown = Reflect.get(holder, step);
  if (typeof member === 'object' && member !== null) replaceIn(member, below);
  else Reflect.set(holder, step, null);
};
