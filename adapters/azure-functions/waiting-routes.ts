import type { HttpHandler } from '@azure/functions';
import { z } from 'zod';
import { describedWait, describeWait } from '../../application/consumers/described-wait.ts';
import type { RunningConsumer } from '../../application/consumers/run-consumer.ts';
import type { WaitingStream } from '../../application/consumers/waiting-stream.ts';
import { text } from '../../domain/modelling/values.ts';
import type { Authorization } from './authorization.ts';
import { namedStream, streamParameters } from './named-stream.ts';
import { operatorRoute } from './operator-route.ts';
import type { Problem } from './problems/problem.ts';
import { pageParameters, unknownContinuation } from './query-parameters.ts';

/** Whose waiting messages are shown, and the roles that may see and change them. */
export interface WaitingRoutes<Role extends string> {
  readonly consumers: readonly RunningConsumer[];
  readonly roles: readonly Role[];
}

const doesNotWait = { status: 404, name: 'does-not-wait', title: 'Nothing of this stream waits for this consumer' };

const anotherIsFirst = {
  status: 409,
  name: 'another-message-is-first',
  title: 'Another message of this stream is the first that waits',
};

const ofStream = { consumer: text(100), ...streamParameters(1_000) };
const stillWaiting = z.object({ stillWaiting: describedWait.nullable() });

/** Registers what operators see of waiting messages, and what they may do about them. Returns the handlers. */
export const waitingRoutes = <Role extends string>(
  authorization: Authorization<Role>,
  routes: WaitingRoutes<NoInfer<Role>>,
): readonly HttpHandler[] => [listRoute, retryRoute, skipRoute].map((register) => register(authorization, routes));

const unknownConsumer = (consumers: readonly RunningConsumer[]) => ({
  status: 404,
  name: 'unknown-consumer',
  title: 'There is no such consumer',
  members: { consumers: consumers.map(({ name }) => name) },
});

const consumerOf = (consumers: readonly RunningConsumer[], name: string): RunningConsumer | undefined =>
  consumers.find((each) => each.name === name);

/** GET /api/ops/consumers/{consumer}/waiting?limit=&continuation=: what could not be taken yet, or never, and why. */
const listRoute = <Role extends string>(
  authorization: Authorization<Role>,
  { consumers, roles }: WaitingRoutes<NoInfer<Role>>,
): HttpHandler =>
  operatorRoute(authorization, {
    name: 'ListWaiting',
    roles,
    method: 'GET',
    path: 'consumers/{consumer}/waiting',
    parameters: z.strictObject({ consumer: text(100), ...pageParameters }),
    answers: z.object({ items: z.array(describedWait).readonly(), continuation: z.string().nullable() }),
    problems: [unknownConsumer(consumers), unknownContinuation],
    handle: async ({ consumer, ...page }) => {
      const found = consumerOf(consumers, consumer);
      if (found === undefined) return { problem: unknownConsumer(consumers) };
      const { items, continuation = null } = await found.list(page);
      return { body: { items: items.map(describeWait), continuation } };
    },
  });

/** POST /api/ops/consumers/{consumer}/streams/{streamId}/retry?stream=: tries a stream that waits now. */
const retryRoute = <Role extends string>(
  authorization: Authorization<Role>,
  { consumers, roles }: WaitingRoutes<NoInfer<Role>>,
): HttpHandler =>
  operatorRoute(authorization, {
    name: 'RetryWaiting',
    roles,
    method: 'POST',
    path: 'consumers/{consumer}/streams/{streamId}/retry',
    parameters: z.strictObject(ofStream),
    answers: stillWaiting,
    problems: [unknownConsumer(consumers), doesNotWait],
    handle: async ({ consumer, ...named }) => {
      const streamId = namedStream(named);
      const found = consumerOf(consumers, consumer);
      return found === undefined ? { problem: unknownConsumer(consumers) } : answerOf(await found.retry(streamId));
    },
  });

/** POST /api/ops/consumers/{consumer}/streams/{streamId}/skip?stream=&messageId=&reason=: gives up on the first message of one. */
const skipRoute = <Role extends string>(
  authorization: Authorization<Role>,
  { consumers, roles }: WaitingRoutes<NoInfer<Role>>,
): HttpHandler =>
  operatorRoute(authorization, {
    name: 'SkipWaiting',
    roles,
    method: 'POST',
    path: 'consumers/{consumer}/streams/{streamId}/skip',
    parameters: z.strictObject({ ...ofStream, messageId: text(1_000), reason: text(1_000) }),
    answers: stillWaiting,
    problems: [unknownConsumer(consumers), doesNotWait, anotherIsFirst],
    handle: async ({ consumer, streamId, stream, ...skipping }, caller) => {
      const named = namedStream({ streamId, ...(stream !== undefined && { stream }) });
      const found = consumerOf(consumers, consumer);
      if (found === undefined) return { problem: unknownConsumer(consumers) };
      return answerOf(await found.skip(named, { ...skipping, actor: caller.id }));
    },
  });

type StillWaiting = { readonly problem: Problem } | { readonly body: z.input<typeof stillWaiting> };

const answerOf = (left: WaitingStream | null | 'another' | undefined): StillWaiting => {
  if (left === 'another') return { problem: anotherIsFirst };
  return left === undefined ? { problem: doesNotWait } : { body: { stillWaiting: left && describeWait(left) } };
};
