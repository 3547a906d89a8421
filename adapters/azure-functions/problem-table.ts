import type { Problem } from './problem.ts';

/** What a refusal of the business is in HTTP. */
export interface RejectionProblem {
  /** 404 when there is nothing under that name, 422 when the business says no. */
  readonly status: 404 | 422;
  readonly title: string;
}

/** One entry for each rejection. The compiler insists that none is forgotten; the domain knows no status. */
export type ProblemTable<Rejection extends { readonly type: string }> = Readonly<
  Record<Rejection['type'], RejectionProblem>
>;

/** The problem that a rejection is, with all that the rejection itself tells. */
export const problemOfRejection = <Rejection extends { readonly type: string }>(
  table: ProblemTable<Rejection>,
  rejection: Rejection,
): Problem => {
  const { type, ...members } = rejection;
  const { status, title } = table[type as Rejection['type']];
  return { status, name: kebab(type), title, members };
};

/** The problems that a table knows. */
export const problemKinds = (
  table: ProblemTable<{ readonly type: string }>,
): readonly Pick<Problem, 'status' | 'name'>[] =>
  Object.entries(table).map(([type, { status }]) => ({ status, name: kebab(type) }));

/** A word of one letter is a word, too: `OrderNeedsALine` is `order-needs-a-line`. */
const kebab = (name: string): string => name.replace(/(?<=.)(?=[A-Z])/g, '-').toLowerCase();
