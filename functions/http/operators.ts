import { z } from 'zod';
import { operatorRoute, pageParameters, unknownContinuation } from '../../adapters/azure-functions/index.ts';
import { action } from '../../application/actions/action.ts';
import { actors } from '../../application/actions/action-events.ts';
import { parkedCommit } from '../../application/feed/parking-lot.ts';
import { describeSubscribers, subscriberStatus } from '../../application/operations/subscriber-status.ts';
import { moment, text } from '../../domain/modelling/values.ts';
import { capabilities, edge } from '../composition.ts';

const { subscribers, listActions } = edge.system;

const describe = describeSubscribers({ ...capabilities, subscribers });

/** GET /api/ops/subscribers: the subscribers of the feed, how late each is, what it has parked, and its last failure. */
export const listSubscribers = operatorRoute(edge, {
  name: 'ListSubscribers',
  roles: ['operator'],
  path: 'subscribers',
  parameters: z.strictObject({}),
  answers: z.object({ items: z.array(subscriberStatus).readonly() }),
  handle: async () => ({ body: { items: await describe() } }),
});

/** GET /api/ops/parked?subscriber=&limit=&continuation=: the parked commits, with their reasons. */
export const listParked = operatorRoute(edge, {
  name: 'ListParked',
  roles: ['operator'],
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
 * GET /api/ops/actions?by=&subject=&actor=&from=&to=&limit=&continuation=: what operators have done, or with `by=builds` builds by
 * themselves, the newest first.
 */
export const listOperatorActions = operatorRoute(edge, {
  name: 'ListActions',
  roles: ['operator', 'auditor'],
  path: 'actions',
  parameters: z.strictObject({
    by: z.enum(actors).default('operators').meta({ usual: 'operators' }),
    ...{ subject: text(100).exactOptional(), actor: text(200).exactOptional() },
    ...{ from: moment.exactOptional(), to: moment.exactOptional() },
    ...pageParameters,
  }),
  answers: z.object({ items: z.array(action).readonly(), continuation: z.string().nullable() }),
  problems: [unknownContinuation, 'unreadable-commit'],
  handle: async (request) => {
    const { items, continuation = null } = await listActions(request);
    return { body: { items, continuation } };
  },
});
