import { waitingFunction, waitingRoutes } from '../../adapters/azure-functions/index.ts';
import { capabilities, edge } from '../composition.ts';
import { email } from './email.ts';

/** Every consumer of this app. */
const consumers = [email];

/** Runs every minute: tries what is due, and tells how much waits. */
export const tryWaitingMessages = waitingFunction('TryWaitingMessages', { consumers, clock: capabilities.clock });

/** What operators see of waiting messages, and what they may do about them. */
export const operatorsOfWaiting = waitingRoutes(edge, {
  ...{ consumers, roles: ['operator'] },
  record: edge.system.recordAction,
});
