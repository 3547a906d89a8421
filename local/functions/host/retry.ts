import { setTimeout as pause } from 'node:timers/promises';
import type { RetryContext, RetryOptions } from '../worker/rpc.ts';

/** One try's end, as the retry policy sees it. */
export type TryOutcome = { readonly outcome: 'succeeded' } | { readonly outcome: 'failed'; readonly error: unknown };

/** How a batch ended: done, given up (no policy, or all its tries used), or interrupted by the host's stop. */
export type RetriedOutcome = 'succeeded' | 'given-up' | 'stopped';

/**
 * Runs a batch under its retry policy: the whole batch again until it succeeds, tries run out or the host stops.
 *
 * Without a policy there is one try and no retry context. With one, the context is there from the first try on, and
 * `maxRetryCount: -1` goes on for ever. Pauses live in this process only; who stops early must not advance its lease.
 */
export async function runWithRetry(
  policy: RetryOptions | undefined,
  attempt: (retryContext?: RetryContext) => Promise<TryOutcome>,
  stop: AbortSignal,
): Promise<RetriedOutcome> {
  const gaveUp = () => (stop.aborted ? 'stopped' : 'given-up');
  if (policy === undefined) return (await attempt()).outcome === 'succeeded' ? 'succeeded' : gaveUp();
  const { maxRetryCount } = policy;
  let failure: unknown;
  for (let retryCount = 0; ; retryCount++) {
    const context = retryCount === 0 ? {} : { exception: describe(failure) };
    const result = await attempt({ retryCount, maxRetryCount, ...context });
    if (result.outcome === 'succeeded') return 'succeeded';
    failure = result.error;
    if (maxRetryCount !== -1 && retryCount >= maxRetryCount) return gaveUp();
    if (!(await paused(retryDelay(policy, retryCount + 1, Math.random()), stop))) return 'stopped';
  }
}

/**
 * Milliseconds before the `nth` retry (from 1). Exponential back-off begins with the minimum; from the second on it is
 * the minimum plus a doubling share of it, spread by `chance` (0 to 1) over 0.8 to 1.2, and never above the maximum.
 */
export function retryDelay(policy: RetryOptions, nth: number, chance: number): number {
  if (policy.retryStrategy === 'fixedDelay') return (policy.delayInterval?.seconds ?? 0) * 1000;
  const least = (policy.minimumInterval?.seconds ?? 0) * 1000;
  const most = (policy.maximumInterval?.seconds ?? 0) * 1000;
  if (nth === 1) return least;
  return Math.round(Math.min(most, least + (0.8 + 0.4 * chance) * 2 ** (nth - 1) * least));
}

function describe(error: unknown): NonNullable<RetryContext['exception']> {
  if (!(error instanceof Error)) return { message: String(error), source: '', stackTrace: '' };
  return { message: error.message, source: error.name, stackTrace: error.stack ?? '' };
}

/** True when the time has passed, false when the host stops first. */
export async function paused(milliseconds: number, stop: AbortSignal): Promise<boolean> {
  return pause(milliseconds, true, { signal: stop }).catch(() => false);
}
