import type { HttpHandler } from '@azure/functions';
import { z } from 'zod';
import type { RecordAction } from '../../application/actions/record-action.ts';
import { redelivery, type Redelivered, type Redelivery } from '../../application/consumers/redeliver.ts';
import type { RunningConsumer } from '../../application/consumers/run-consumer.ts';
import { streamIdSchema } from '../../application/streams/commit.ts';
import { text } from '../../domain/modelling/values.ts';
import { actionReason, actionRoute } from './action-route.ts';
import type { Authorization } from './authorization.ts';
import { wholeNumber } from './query-parameters.ts';

/** To whom is redelivered, how, and the roles that may ask for it. */
export interface RedeliverRoute<Role extends string> {
  readonly consumers: readonly RunningConsumer[];
  readonly roles: readonly Role[];
  readonly record: RecordAction;
  readonly redeliver: (consumer: RunningConsumer, what: Redelivered) => Promise<Redelivery | undefined>;
}

const noSuchStream = { status: 404, name: 'stream-not-found', title: 'There is no such stream' };

/** What is recorded of the end. */
const ending = {
  result: z.discriminatedUnion('outcome', [
    redelivery.extend({ outcome: z.literal('redelivered') }),
    z.object({ outcome: z.literal('stream-not-found') }),
  ]),
  isRefusal: ({ outcome }: { readonly outcome: string }): boolean => outcome === noSuchStream.name,
};

/**
 * POST /api/ops/consumers/{consumer}/redeliver?stream=&from=&reason=: maps the events of a stream to their messages anew, from a version
 * on, and hands them to this consumer alone.
 */
export const redeliverRoute = <Role extends string>(
  authorization: Authorization<Role>,
  { consumers, roles, record, redeliver }: RedeliverRoute<NoInfer<Role>>,
): HttpHandler =>
  actionRoute(authorization, {
    ...{ name: 'RedeliverToConsumer', roles, path: 'consumers/{consumer}/redeliver' },
    parameters: z.strictObject({
      consumer: text(100),
      stream: text(1_000).pipe(streamIdSchema),
      from: wholeNumber(1, Number.MAX_SAFE_INTEGER).default(1).meta({ usual: 1 }),
      reason: actionReason,
    }),
    answers: redelivery,
    unknown: {
      status: 404,
      name: 'unknown-consumer',
      title: 'There is no such consumer',
      members: { consumers: consumers.map(({ name }) => name) },
    },
    problems: [noSuchStream, 'broker-unavailable'],
    act: async ({ consumer, stream: streamId, from, reason }, by) => {
      const found = consumers.find(({ name }) => name === consumer);
      const asked = { action: 'redeliver', subject: consumer, arguments: { streamId, from }, reason, ...ending };
      return (
        found &&
        record(by, asked, async () => {
          const came = await redeliver(found, { streamId, from });
          return came === undefined ? { outcome: 'stream-not-found' } : { outcome: 'redelivered', ...came };
        })
      );
    },
    answer: (result) => ('handed' in result ? { body: redelivery.parse(result) } : { problem: noSuchStream }),
  });
