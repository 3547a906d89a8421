import { z } from 'zod';
import { operatorRoute, pageParameters, unknownContinuation } from '../../adapters/azure-functions/index.ts';
import { failedDelivery } from '../../application/feed/failed-delivery.ts';
import { parkedCommit } from '../../application/feed/parking-lot.ts';
import { deliveryReport } from '../../application/feed/subscriber.ts';
import { text } from '../../domain/modelling/values.ts';
import { capabilities, edge } from '../composition.ts';

const { subscribers, replay } = edge.system;

const subscriberStatus = z.object({ name: z.string(), lastFailure: failedDelivery.nullable() });

const unknownSubscriber = {
  status: 404,
  name: 'unknown-subscriber',
  title: 'There is no such subscriber',
  members: { subscribers: subscribers.map(({ name }) => name) },
};

/** GET /api/ops/subscribers: the subscribers of the feed, each with its last failure. */
export const listSubscribers = operatorRoute(edge, {
  name: 'ListSubscribers',
  roles: ['operator'],
  method: 'GET',
  path: 'subscribers',
  parameters: z.strictObject({}),
  answers: z.object({ items: z.array(subscriberStatus).readonly() }),
  handle: async () => {
    const failures = await capabilities.failures.list();
    const lastFailureOf = (name: string) => failures.find(({ subscriber }) => subscriber === name) ?? null;
    return { body: { items: subscribers.map(({ name }) => ({ name, lastFailure: lastFailureOf(name) })) } };
  },
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
 * POST /api/ops/subscribers/{subscriber}/streams/{streamId}/replay: delivers one stream to one subscriber again, from its start.
 */
export const replayToSubscriber = operatorRoute(edge, {
  name: 'ReplayStream',
  roles: ['operator'],
  method: 'POST',
  path: 'subscribers/{subscriber}/streams/{streamId}/replay',
  parameters: z.strictObject({ subscriber: text(100), streamId: text(200) }),
  answers: deliveryReport.extend({ subscriber: z.string(), streamId: z.string() }),
  problems: [unknownSubscriber, 'broker-unavailable', 'archive-unavailable'],
  handle: async ({ subscriber, streamId }) => {
    const report = await replay(subscriber, streamId);
    return report === undefined ? { problem: unknownSubscriber } : { body: { subscriber, streamId, ...report } };
  },
});
