import type { InvocationOutcome } from '../worker/invoke.ts';
import { paused } from './retry.ts';

/**
 * The outcome of a call, or a failure once it takes longer than host.json's `functionTimeout`. The real host then ends
 * the worker process, and the function with it; here what hangs goes on, and nobody waits for it.
 */
export async function unlessTooLong(
  call: Promise<InvocationOutcome>,
  timeout: number | undefined,
  name: string,
): Promise<InvocationOutcome> {
  if (timeout === undefined) return call;
  const over = new AbortController();
  const late = paused(timeout, over.signal).then((): InvocationOutcome => {
    const error = new Error(`${name} took longer than the functionTimeout of ${timeout / 1000} s (host.json).`);
    delete error.stack;
    return { outcome: 'failed', error };
  });
  const outcome = await Promise.race([call, late]);
  over.abort();
  return outcome;
}
