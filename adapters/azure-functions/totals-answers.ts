import { z } from 'zod';
import type { TotalsAnswer } from '../../application/views/total-query.ts';
import { problem } from './problems/catalogue.ts';
import { beyond, type QueryAnswer } from './query-answers.ts';
import { unknownContinuation } from './query-parameters.ts';
import { streamIdSchema } from '../../application/streams/commit.ts';

/** A version of a stream in one parameter: `order-1:7`. What is read shows at least what was written there. */
export const afterVersion = z
  .string()
  .regex(
    /^[a-z]+-[A-Za-z0-9][A-Za-z0-9_-]{0,63}:[1-9][0-9]{0,14}$/,
    'must be the name of a stream, a colon and a version',
  )
  .transform((text) => {
    const at = text.lastIndexOf(':');
    return { streamId: streamIdSchema.parse(text.slice(0, at)), version: Number(text.slice(at + 1)) };
  })
  .meta({ type: 'string' });

/** The schema of a page of totals. */
export const totalsOf = <Row extends z.ZodType>(row: Row) =>
  z.object({ items: z.array(row), continuation: z.string().nullable() });

const noSuchStream = { status: 404, name: 'no-such-stream', title: 'There is no such stream behind this total' };

/** The problems of {@link answerWithTotals}. */
export const totalsProblems = [unknownContinuation, 'view-is-late', 'version-does-not-exist', noSuchStream] as const;

/** A page of totals. `continuation` is null on the last one. */
export const answerWithTotals = <Row>(
  answer: TotalsAnswer<Row>,
): QueryAnswer<{ items: Row[]; continuation: string | null }> => {
  switch (answer.found) {
    case 'current':
      return { body: { items: [...answer.page.items], continuation: answer.page.continuation ?? null } };
    case 'late':
      return { problem: problem('view-is-late', { retryAfterSeconds: 1 }) };
    case 'beyond':
      return { problem: beyond(answer.version) };
    case 'nothing':
      return { problem: noSuchStream };
  }
};
