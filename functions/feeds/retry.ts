import { retryFunction } from '../../adapters/azure-functions/index.ts';
import { system } from '../composition.ts';

/** Runs every minute: gives what an older build has parked its chance with this one. */
export const retryParkedStreams = retryFunction('RetryParkedStreams', system.retryOlderBuilds);
