import { redeliverRoute, waitingFunction, waitingRoutes } from '../../adapters/azure-functions/index.ts';
import { redeliver } from '../../application/consumers/redeliver.ts';
import { capabilities, edge } from '../composition.ts';
import { billing } from './billing.ts';
import { email } from './email.ts';
import { search } from './search.ts';

/** Every consumer of this app. */
const consumers = [email, billing, search];

/** Runs every minute: tries what is due, and tells how much waits. */
export const tryWaitingMessages = waitingFunction('TryWaitingMessages', { consumers, clock: capabilities.clock });

/** What operators see of waiting messages, and what they may do about them. */
export const operatorsOfWaiting = waitingRoutes(edge, {
  ...{ consumers, roles: ['operator'] },
  record: edge.system.recordAction,
});

/** Hands a stream to one consumer again. */
export const redeliverToConsumer = redeliverRoute(edge, {
  ...{ consumers, roles: ['operator'], record: edge.system.recordAction },
  redeliver: redeliver({ ...capabilities, publishedFrom: edge.system.publishedFrom }),
});
