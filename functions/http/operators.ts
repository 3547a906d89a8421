import { z } from 'zod';
import {
  namedStream,
  operatorRoute,
  pageParameters,
  streamParameters,
  unknownContinuation,
  version,
} from '../../adapters/azure-functions/index.ts';
import { parkedCommit } from '../../application/feed/parking-lot.ts';
import { retryReport } from '../../application/operations/retry-parked.ts';
import { deliveryReport } from '../../application/feed/subscriber.ts';
import { describeSubscribers, subscriberStatus } from '../../application/operations/subscriber-status.ts';
import { text } from '../../domain/modelling/values.ts';
import { capabilities, edge } from '../composition.ts';

const { subscribers, replay, retryParked, skipParked } = edge.system;

const describe = describeSubscribers({ ...capabilities, subscribers });

const unknownSubscriber = {
  status: 404,
  name: 'unknown-subscriber',
  title: 'There is no such subscriber',
  members: { subscribers: subscribers.map(({ name }) => name) },
};

/** GET /api/ops/subscribers: the subscribers of the feed, how late each is, what it has parked, and its last failure. */
export const listSubscribers = operatorRoute(edge, {
  name: 'ListSubscribers',
  roles: ['operator'],
  method: 'GET',
  path: 'subscribers',
  parameters: z.strictObject({}),
  answers: z.object({ items: z.array(subscriberStatus).readonly() }),
  handle: async () => ({ body: { items: await describe() } }),
});

/** GET /api/ops/parked?subscriber=&limit=&continuation=: the parked commits, with their reasons. */
export const listParked = operatorRoute(edge, {
  name: 'ListParked',
  roles: ['operator'],
  method: 'GET',
  path: 'parked',
  parameters: z.strictObject({ subscriber: text(100).exactOptional(), ...pageParameters }),
  answers: z.object({ items: z.array(parkedCommit).readonly(), continuation: z.string().nullable() }),
  problems: [unknownContinuation],
  handle: async (request) => {
    const { items, continuation = null } = await capabilities.parkingLot.list(request);
    return { body: { items, continuation } };
  },
});

/**
 * POST /api/ops/subscribers/{subscriber}/streams/{streamId}/replay?stream=: delivers one stream to one subscriber again, from its
 * start.
 */
export const replayToSubscriber = operatorRoute(edge, {
  name: 'ReplayStream',
  roles: ['operator'],
  method: 'POST',
  path: 'subscribers/{subscriber}/streams/{streamId}/replay',
  parameters: z.strictObject({ subscriber: text(100), ...streamParameters(200) }),
  answers: deliveryReport.extend({ subscriber: z.string(), streamId: z.string() }),
  problems: [unknownSubscriber, 'broker-unavailable', 'archive-unavailable'],
  handle: async ({ subscriber, ...named }) => {
    const streamId = namedStream(named);
    const report = await replay(subscriber, streamId);
    return report === undefined ? { problem: unknownSubscriber } : { body: { subscriber, streamId, ...report } };
  },
});

/**
 * POST /api/ops/subscribers/{subscriber}/retry?containing=: retries what a subscriber has parked, for a reason that contains this
 * text: one stream first, then ten, then all.
 */
export const retryParkedOfSubscriber = operatorRoute(edge, {
  name: 'RetryParked',
  roles: ['operator'],
  method: 'POST',
  path: 'subscribers/{subscriber}/retry',
  parameters: z.strictObject({ subscriber: text(100), containing: text(1_000).exactOptional() }),
  answers: retryReport,
  problems: [unknownSubscriber, 'broker-unavailable', 'archive-unavailable'],
  handle: async (meant) => {
    const report = await retryParked(meant);
    return report === undefined ? { problem: unknownSubscriber } : { body: report };
  },
});

const notParked = { status: 404, name: 'not-parked', title: 'The subscriber has not parked this stream' };

const anotherVersion = {
  status: 409,
  name: 'another-version-is-parked',
  title: 'The stream is parked at another version',
};

const mayNotSkip = {
  status: 409,
  name: 'may-not-skip',
  title: 'This subscriber may not skip: what it keeps would stay wrong',
};

/**
 * POST /api/ops/subscribers/{subscriber}/streams/{streamId}/skip?stream=&version=&reason=: gives up on the commit that a stream is
 * parked for, and delivers what comes behind it.
 */
export const skipParkedOfSubscriber = operatorRoute(edge, {
  name: 'SkipParked',
  roles: ['operator'],
  method: 'POST',
  path: 'subscribers/{subscriber}/streams/{streamId}/skip',
  parameters: z.strictObject({
    subscriber: text(100),
    ...streamParameters(200),
    version: version.exactOptional(),
    reason: text(1_000),
  }),
  answers: z.object({ stillParked: z.boolean() }),
  problems: [unknownSubscriber, notParked, anotherVersion, mayNotSkip, 'broker-unavailable', 'archive-unavailable'],
  handle: async ({ reason, streamId, stream, ...parked }, { id }) => {
    const named = namedStream({ streamId, ...(stream !== undefined && { stream }) });
    const outcome = await skipParked({ ...parked, streamId: named }, { actor: id, reason });
    switch (outcome) {
      case 'unknown-subscriber':
        return { problem: unknownSubscriber };
      case 'not-parked':
        return { problem: notParked };
      case 'another-version':
        return { problem: anotherVersion };
      case 'may-not-skip':
        return { problem: mayNotSkip };
      case 'released':
      case 'parked':
        return { body: { stillParked: outcome === 'parked' } };
    }
  },
});
