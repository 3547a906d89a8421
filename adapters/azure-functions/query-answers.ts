import { z } from 'zod';
import type { Page, Projected } from '../../application/views/read-model.ts';
import type { ViewAnswer } from '../../application/views/view-query.ts';
import type { Problem } from './problem.ts';

/** What a query found, with the version that it shows when it shows one; or why there is nothing to show. */
export type QueryAnswer<Body = unknown> =
  { readonly body: Body; readonly version?: number } | { readonly problem: Problem };

/** A view with the version that it shows. */
export type Versioned<View> = View & { readonly version: number };

/** The schema of a document that is answered: the view's, and its version. */
export const documentOf = <View extends z.ZodType>(view: View) =>
  z.intersection(view, z.object({ version: z.int().min(0) }));

/** The schema of a page of them. */
export const pageOf = <View extends z.ZodType>(view: View) =>
  z.object({ items: z.array(documentOf(view)), continuation: z.string().nullable() });

/** A document with its version in it; `missing` when there is none. */
export const answerWithDocument = <View>(
  document: Projected<View> | undefined,
  missing: Problem,
): QueryAnswer<Versioned<View>> =>
  document === undefined ? { problem: missing } : { body: withVersion(document), version: document.version };

/** A view as {@link answerWithDocument}, and 503 while it has not reached the version that the caller knows of. */
export const answerWithView = <View>(answer: ViewAnswer<View>, missing: Problem): QueryAnswer<Versioned<View>> => {
  switch (answer.found) {
    case 'current':
      return answerWithDocument(answer, missing);
    case 'late':
      return { problem: late(answer.version) };
    case 'damaged':
      return { problem: damagedView };
    case 'nothing':
      return { problem: missing };
  }
};

/** A page of documents. `continuation` is null on the last one. */
export const answerWithPage = <View>({
  items,
  continuation,
}: Page<Projected<View>>): QueryAnswer<{ items: Versioned<View>[]; continuation: string | null }> => ({
  body: { items: items.map(withVersion), continuation: continuation ?? null },
});

const withVersion = <View>({ view, version }: Projected<View>): Versioned<View> => ({ ...view, version });

/** What {@link answerWithView} answers while nothing can be shown of an entity that is there. */
const damagedView = {
  status: 500,
  name: 'damaged-view',
  title: 'The stored view of this is damaged',
  detail: 'Its history is not. It is rebuilt with its next event, or when an operator replays its stream.',
} as const;

/** What {@link answerWithView} answers while the view is late, as far as it is the same each time. */
const viewIsLate = { status: 503, name: 'view-is-late' } as const;

/** The problems of {@link answerWithView}, beside the missing entity. */
export const viewProblems = [viewIsLate, damagedView] as const;

const late = (version: number): Problem => ({
  status: 503,
  name: 'view-is-late',
  title: 'The view has not reached that version yet',
  detail: `It has reached version ${version}.`,
  retryAfterSeconds: 1,
  members: { version },
});
