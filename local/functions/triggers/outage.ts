import { paused } from '../host/retry.ts';

const shortestPause = 200;
const longestPause = 5_000;

/** Follows whether a service answers: waits longer and longer while it does not, and tells of each change once. */
export interface Outage {
  /** The service failed, and something else will try again. */
  began(error: unknown): void;
  /** The service failed: waits before the next attempt. False when the host stops meanwhile. */
  wait(error: unknown, stop: AbortSignal): Promise<boolean>;
  /** The service answered. */
  over(): void;
}

/** Follows one listener's service; `who` and `what` name both in the two lines that are logged. */
export function outage(who: string, what: string, log: (line: string) => void): Outage {
  let failures = 0;
  const began = (error: unknown): void => {
    if (failures === 0) log(`${who}: ${what} does not answer as it should, trying again: ${reason(error)}`);
    failures++;
  };
  return {
    began,
    wait: (error, stop) => {
      if (stop.aborted) return Promise.resolve(false);
      began(error);
      return paused(Math.min(longestPause, shortestPause * 2 ** (failures - 1)), stop);
    },
    over: () => {
      if (failures > 0) log(`${who}: ${what} answers again`);
      failures = 0;
    },
  };
}

function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error ? `${String(error.code)} ` : '';
  return `${code}${error.message.split('\n')[0] ?? ''}`.trim();
}
