import { setTimeout as delay } from 'node:timers/promises';
import type { ServiceBusClient } from '@azure/service-bus';
import { closingPatience } from './open-sender-late.ts';

/** Closes a client, and gives up on it after two seconds. */
export const closeClient = (client: ServiceBusClient): Promise<unknown> =>
  Promise.race([client.close(), delay(closingPatience, undefined, { ref: false })]);
