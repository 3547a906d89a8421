import type { Page, Projected } from '../../application/read-model.ts';
import type { ViewAnswer } from '../../application/view-query.ts';
import type { Problem } from './problem.ts';

/** What a query found, with the version that it shows when it shows one; or why there is nothing to show. */
export type QueryAnswer = { readonly body: unknown; readonly version?: number } | { readonly problem: Problem };

/** A document with its version in it; `missing` when there is none. */
export const answerWithDocument = <View>(document: Projected<View> | undefined, missing: Problem): QueryAnswer =>
  document === undefined ? { problem: missing } : { body: withVersion(document), version: document.version };

/** A view as {@link answerWithDocument}, and 503 while it has not reached the version that the caller knows of. */
export const answerWithView = <View>(answer: ViewAnswer<View>, missing: Problem): QueryAnswer => {
  switch (answer.found) {
    case 'current':
      return answerWithDocument(answer, missing);
    case 'late':
      return { problem: late(answer.version) };
    case 'nothing':
      return { problem: missing };
  }
};

/** A page of documents. `continuation` is null on the last one. */
export const answerWithPage = <View>({ items, continuation }: Page<Projected<View>>): QueryAnswer => ({
  body: { items: items.map(withVersion), continuation: continuation ?? null },
});

const withVersion = <View>({ view, version }: Projected<View>) => ({ ...view, version });

const late = (version: number): Problem => ({
  status: 503,
  name: 'view-is-late',
  title: 'The view has not reached that version yet',
  detail: `It has reached version ${version}.`,
  retryAfterSeconds: 1,
  members: { version },
});
