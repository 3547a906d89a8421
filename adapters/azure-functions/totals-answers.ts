import { z } from 'zod';
import type { TotalsAnswer } from '../../application/views/totals/total-query.ts';
import { afterProblems, notThere } from './after-answers.ts';
import { tooManyStreams } from './as-of-answers.ts';
import type { QueryAnswer } from './query-answers.ts';
import { unknownContinuation } from './query-parameters.ts';

/** The schema of a page of totals. */
export const totalsOf = <Row extends z.ZodType>(row: Row) =>
  z.object({ items: z.array(row), continuation: z.string().nullable() });

/** The problems of {@link answerWithTotals}. */
export const totalsProblems = [unknownContinuation, ...afterProblems, 'too-many-streams'] as const;

/** A page of totals. `continuation` is null on the last one. */
export const answerWithTotals = <Row>(
  answer: TotalsAnswer<Row>,
): QueryAnswer<{ items: Row[]; continuation: string | null }> => {
  if (answer.found === 'too many streams') return { problem: tooManyStreams };
  return answer.found === 'current'
    ? { body: { items: [...answer.page.items], continuation: answer.page.continuation ?? null } }
    : { problem: notThere(answer) };
};
