import { z } from 'zod';
import {
  operatorRoute,
  pageParameters,
  unknownContinuation,
  waitingFunction,
} from '../../adapters/azure-functions/index.ts';
import type { RunningConsumer } from '../../application/consumers/run-consumer.ts';
import { describeWait, describedWait } from '../../application/consumers/described-wait.ts';
import { text } from '../../domain/modelling/values.ts';
import { edge, capabilities } from '../composition.ts';
import { email } from './email.ts';

/** Every consumer of this app. */
const consumers: readonly RunningConsumer[] = [email];

/** Runs every minute: tries what is due, and tells how much waits. */
export const tryWaitingMessages = waitingFunction('TryWaitingMessages', { consumers, clock: capabilities.clock });

const consumerOf = (name: string): RunningConsumer | undefined => consumers.find((each) => each.name === name);

const unknownConsumer = {
  status: 404,
  name: 'unknown-consumer',
  title: 'There is no such consumer',
  members: { consumers: consumers.map(({ name }) => name) },
};

const doesNotWait = { status: 404, name: 'does-not-wait', title: 'Nothing of this stream waits for this consumer' };

const anotherIsFirst = {
  status: 409,
  name: 'another-message-is-first',
  title: 'Another message of this stream is the first that waits',
};

const stream = { consumer: text(100), streamId: text(1_000) };
const answers = z.object({ stillWaiting: describedWait.nullable() });

/** GET /api/ops/consumers/{consumer}/waiting?limit=&continuation=: what could not be taken yet, or never, and why. */
export const listWaiting = operatorRoute(edge, {
  name: 'ListWaiting',
  roles: ['operator'],
  method: 'GET',
  path: 'consumers/{consumer}/waiting',
  parameters: z.strictObject({ consumer: text(100), ...pageParameters }),
  answers: z.object({ items: z.array(describedWait).readonly(), continuation: z.string().nullable() }),
  problems: [unknownConsumer, unknownContinuation],
  handle: async ({ consumer, ...page }) => {
    const found = consumerOf(consumer);
    if (found === undefined) return { problem: unknownConsumer };
    const { items, continuation = null } = await found.list(page);
    return { body: { items: items.map(describeWait), continuation } };
  },
});

/** POST /api/ops/consumers/{consumer}/streams/{streamId}/retry: tries a stream that waits now. */
export const retryWaiting = operatorRoute(edge, {
  name: 'RetryWaiting',
  roles: ['operator'],
  method: 'POST',
  path: 'consumers/{consumer}/streams/{streamId}/retry',
  parameters: z.strictObject(stream),
  answers,
  problems: [unknownConsumer, doesNotWait],
  handle: async ({ consumer, streamId }) => {
    const found = consumerOf(consumer);
    if (found === undefined) return { problem: unknownConsumer };
    const left = await found.retry(streamId);
    return left === undefined ? { problem: doesNotWait } : { body: { stillWaiting: left && describeWait(left) } };
  },
});

/** POST /api/ops/consumers/{consumer}/streams/{streamId}/skip?messageId=&reason=: gives up on the first message of a stream. */
export const skipWaiting = operatorRoute(edge, {
  name: 'SkipWaiting',
  roles: ['operator'],
  method: 'POST',
  path: 'consumers/{consumer}/streams/{streamId}/skip',
  parameters: z.strictObject({ ...stream, messageId: text(1_000), reason: text(1_000) }),
  answers,
  problems: [unknownConsumer, doesNotWait, anotherIsFirst],
  handle: async ({ consumer, streamId, ...skipping }, caller) => {
    const found = consumerOf(consumer);
    if (found === undefined) return { problem: unknownConsumer };
    const left = await found.skip(streamId, { ...skipping, actor: caller.id });
    if (left === 'another') return { problem: anotherIsFirst };
    return left === undefined ? { problem: doesNotWait } : { body: { stillWaiting: left && describeWait(left) } };
  },
});
