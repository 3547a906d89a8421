import { app, type TimerHandler } from '@azure/functions';
import type { BuildRetry } from '../../application/operations/retry-older-builds.ts';

/**
 * Registers a function that every minute retries what another build has parked, and what failed a short while ago, and returns its handler. The host runs it on one
 * instance at a time. Where nothing is parked, these are two queries.
 */
export const retryFunction = (name: string, retry: () => Promise<readonly BuildRetry[]>): TimerHandler => {
  const handler: TimerHandler = async (_, context) => {
    for (const { subscriber, released, parked, untried } of await retry()) {
      const line = `${subscriber}: parked streams released ${released}, still parked ${parked}, not tried yet ${untried}`;
      if (parked > 0) context.warn(line);
      else context.log(line);
    }
  };
  app.timer(name, { schedule: '30 * * * * *', handler });
  return handler;
};
