import { z } from 'zod';
import type { Page } from '../../application/paging.ts';
import type { Projected } from '../../application/views/read-model.ts';
import type { ViewAnswer } from '../../application/views/documents/view-query.ts';
import { problem } from './problems/catalogue.ts';
import type { Problem } from './problems/problem.ts';

/** The result of a query, with the version that it shows, if any; or a problem. */
export type QueryAnswer<Body = unknown> =
  { readonly body: Body; readonly version?: number } | { readonly problem: Problem };

/** A view with the version that it shows. */
export type Versioned<View> = View & { readonly version: number };

/** The schema of an answered document: the view's, with its version. */
export const documentOf = <View extends z.ZodType>(view: View) =>
  z.intersection(view, z.object({ version: z.int().min(0) }));

/** The schema of a page of documents. */
export const pageOf = <View extends z.ZodType>(view: View) =>
  z.object({ items: z.array(documentOf(view)), continuation: z.string().nullable() });

/** A document with its version; `missing` when there is none. */
export const answerWithDocument = <View>(
  document: Projected<View> | undefined,
  missing: Problem,
): QueryAnswer<Versioned<View>> =>
  document === undefined ? { problem: missing } : { body: withVersion(document), version: document.version };

/** Like {@link answerWithDocument}; 503 while the view has not reached the version that the caller asks for; 422 where there is none. */
export const answerWithView = <View>(answer: ViewAnswer<View>, missing: Problem): QueryAnswer<Versioned<View>> => {
  switch (answer.found) {
    case 'current':
      return answerWithDocument(answer, missing);
    case 'late':
      return { problem: late(answer.version) };
    case 'beyond':
      return { problem: beyond(answer.version) };
    case 'nothing':
      return { problem: missing };
  }
};

/** A page of documents. `continuation` is null on the last one. */
export const answerWithPage = <View>(page: Page<Projected<View>>): QueryAnswer<PageBody<View>> => ({
  body: pageBody(page),
});

/** A page as it is answered. */
export interface PageBody<View> {
  items: Versioned<View>[];
  continuation: string | null;
}

/** See {@link PageBody}. */
export const pageBody = <View>({ items, continuation }: Page<Projected<View>>): PageBody<View> => ({
  items: items.map(withVersion),
  continuation: continuation ?? null,
});

const withVersion = <View>({ view, version }: Projected<View>): Versioned<View> => ({ ...view, version });

/** The problems of {@link answerWithView}, beside the missing entity. */
export const viewProblems = ['view-is-late', 'version-does-not-exist'] as const;

const late = (version: number): Problem =>
  problem('view-is-late', { detail: `It has reached version ${version}.`, retryAfterSeconds: 1, members: { version } });

/** The problem of a version that a stream does not have. */
export const beyond = (version: number): Problem =>
  problem('version-does-not-exist', { detail: `Its newest version is ${version}.`, members: { version } });
