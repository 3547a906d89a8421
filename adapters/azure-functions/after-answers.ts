import { z } from 'zod';
import { streamIdSchema } from '../../application/streams/commit.ts';
import type { NotThere } from '../../application/views/after.ts';
import { problem } from './problems/catalogue.ts';
import type { Problem } from './problems/problem.ts';
import { beyond } from './query-answers.ts';

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

const noSuchStream = { status: 404, name: 'no-such-stream', title: 'There is no such stream behind this view' };

/** The problems of {@link notThere}. */
export const afterProblems = ['view-is-late', 'version-does-not-exist', noSuchStream] as const;

/** The problem of a version that does not show: 503 while it may come, 422 where the stream has none, 404 where there is no stream. */
export const notThere = (answer: NotThere): Problem => {
  switch (answer.found) {
    case 'late':
      return problem('view-is-late', { retryAfterSeconds: 1 });
    case 'beyond':
      return beyond(answer.version);
    case 'nothing':
      return noSuchStream;
  }
};
