import { z } from 'zod';
import type { Page } from '../../application/paging.ts';
import type { JoinedAnswer } from '../../application/views/joined/joined-query.ts';
import { notThere } from './after-answers.ts';
import { tooManyStreams } from './as-of-answers.ts';
import type { Problem } from './problems/problem.ts';
import type { QueryAnswer } from './query-answers.ts';

/** A joined document; `missing` when there is none. It has no version, as it is made of many streams. */
export const answerWithJoined = <Shape>(answer: JoinedAnswer<Shape>, missing: Problem): QueryAnswer<Shape> => {
  switch (answer.found) {
    case 'current':
      return { body: answer.view };
    case 'late':
    case 'beyond':
      return { problem: notThere(answer) };
    case 'too many streams':
      return { problem: tooManyStreams };
    case 'no stream':
      return { problem: notThere({ found: 'nothing' }) };
    case 'nothing':
      return { problem: missing };
  }
};

/** The schema of a page of joined documents. */
export const joinedPageOf = <Shape extends z.ZodType>(shape: Shape) =>
  z.object({ items: z.array(shape), continuation: z.string().nullable() });

/** A page of joined documents. `continuation` is null on the last one. */
export const answerWithJoinedPage = <Shape>({
  items,
  continuation,
}: Page<{ readonly view: Shape }>): QueryAnswer<{ items: Shape[]; continuation: string | null }> => ({
  body: { items: items.map(({ view }) => view), continuation: continuation ?? null },
});
