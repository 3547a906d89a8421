import type { HttpHandler } from '@azure/functions';
import { z } from 'zod';
import type { RecordAction } from '../../application/actions/record-action.ts';
import { describedWait, describeWait } from '../../application/consumers/described-wait.ts';
import type { RunningConsumer } from '../../application/consumers/run-consumer.ts';
import type { WaitingStream } from '../../application/consumers/waiting-stream.ts';
import { text } from '../../domain/modelling/values.ts';
import { actionReason, actionRoute } from './action-route.ts';
import type { Authorization } from './authorization.ts';
import { namedStream, streamParameters } from './named-stream.ts';
import { operatorRoute } from './operator-route.ts';
import { pageParameters, unknownContinuation } from './query-parameters.ts';

/** Whose waiting messages are shown, and the roles that may see and change them. */
export interface WaitingRoutes<Role extends string> {
  readonly consumers: readonly RunningConsumer[];
  readonly roles: readonly Role[];
  readonly record: RecordAction;
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

/** POST /api/ops/consumers/{consumer}/streams/{streamId}/retry?stream=&reason=: tries a stream that waits now. */
const retryRoute = <Role extends string>(
  authorization: Authorization<Role>,
  { consumers, roles, record }: WaitingRoutes<NoInfer<Role>>,
): HttpHandler =>
  actionRoute(authorization, {
    name: 'RetryWaiting',
    roles,
    path: 'consumers/{consumer}/streams/{streamId}/retry',
    parameters: z.strictObject({ ...ofStream, reason: actionReason.exactOptional() }),
    answers: stillWaiting,
    unknown: unknownConsumer(consumers),
    problems: [doesNotWait],
    act: async ({ consumer, reason, ...named }, by) => {
      const streamId = namedStream(named);
      const why = reason === undefined ? {} : { reason };
      const found = consumerOf(consumers, consumer);
      const asked = { action: 'retry-waiting', subject: consumer, arguments: { streamId }, ...why, ...ending };
      return found && record(by, asked, async () => ({ outcome: outcomeOf(await found.retry(streamId)) }));
    },
    answer: answerFrom(consumers),
  });

/** POST /api/ops/consumers/{consumer}/streams/{streamId}/skip?stream=&messageId=&reason=: gives up on the first message of one. */
const skipRoute = <Role extends string>(
  authorization: Authorization<Role>,
  { consumers, roles, record }: WaitingRoutes<NoInfer<Role>>,
): HttpHandler =>
  actionRoute(authorization, {
    name: 'SkipWaiting',
    roles,
    path: 'consumers/{consumer}/streams/{streamId}/skip',
    parameters: z.strictObject({ ...ofStream, messageId: text(1_000), reason: actionReason }),
    answers: stillWaiting,
    unknown: unknownConsumer(consumers),
    problems: [doesNotWait, anotherIsFirst],
    act: async ({ consumer, messageId, reason, ...named }, by) => {
      const streamId = namedStream(named);
      const found = consumerOf(consumers, consumer);
      const given = { streamId, messageId };
      const asked = { action: 'skip-waiting', subject: consumer, arguments: given, reason, ...ending };
      const skipping = { messageId, actor: by.provenance.actor };
      return found && record(by, asked, async () => ({ outcome: outcomeOf(await found.skip(streamId, skipping)) }));
    },
    answer: answerFrom(consumers),
  });

const waitingOutcome = z.object({ outcome: z.enum(['taken', 'still-waiting', 'does-not-wait', 'another-is-first']) });

type WaitingOutcome = z.infer<typeof waitingOutcome>;

/** What is recorded of the end: messages and their errors stay with the consumer. */
const ending = {
  result: waitingOutcome,
  isRefusal: ({ outcome }: WaitingOutcome): boolean => outcome === 'does-not-wait' || outcome === 'another-is-first',
};

const outcomeOf = (left: WaitingStream | null | 'another' | undefined): WaitingOutcome['outcome'] => {
  if (left === undefined) return 'does-not-wait';
  if (left === 'another') return 'another-is-first';
  return left === null ? 'taken' : 'still-waiting';
};

const answerFrom =
  (consumers: readonly RunningConsumer[]) =>
  async (
    { outcome }: WaitingOutcome,
    { consumer, ...named }: { consumer: string; streamId: string; stream?: string },
  ) => {
    if (outcome === 'does-not-wait') return { problem: doesNotWait };
    if (outcome === 'another-is-first') return { problem: anotherIsFirst };
    const left = await consumerOf(consumers, consumer)?.find(namedStream(named));
    return { body: { stillWaiting: left === undefined ? null : describeWait(left) } };
  };
