import type { Problem } from './problem.ts';

/** How a rejection of the domain is answered over HTTP. */
export interface RejectionProblem {
  /** 404 when there is no such entity, 422 when a rule forbids the command. */
  readonly status: 404 | 422;
  readonly title: string;
}

/** One entry for each rejection; a missing one is a compile error. The domain knows no status codes. */
export type ProblemTable<Rejection extends { readonly type: string }> = Readonly<
  Record<Rejection['type'], RejectionProblem>
>;

/** The problem of a rejection. The rejection's fields become its members. */
export const problemOfRejection = <Rejection extends { readonly type: string }>(
  table: ProblemTable<Rejection>,
  rejection: Rejection,
): Problem => {
  const { type, ...members } = rejection;
  const { status, title } = table[type as Rejection['type']];
  return { status, name: kebab(type), title, members };
};

/** The problems of a table. */
export const problemKinds = (
  table: ProblemTable<{ readonly type: string }>,
): readonly Pick<Problem, 'status' | 'name' | 'title'>[] =>
  Object.entries(table).map(([type, { status, title }]) => ({ status, name: kebab(type), title }));

/** A single letter is a word too: `OrderNeedsALine` is `order-needs-a-line`. */
const kebab = (name: string): string => name.replace(/(?<=.)(?=[A-Z])/g, '-').toLowerCase();
