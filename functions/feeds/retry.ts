import { retryFunction } from '../../adapters/azure-functions/index.ts';
import { system } from '../composition.ts';

/** Runs every minute: gives what an older build has parked its chance with this one, and what has kept failing another one. */
export const retryParkedStreams = retryFunction('RetryParkedStreams', async () => [
  ...(await system.retryOlderBuilds()),
  ...(await system.retryFailing()),
]);
