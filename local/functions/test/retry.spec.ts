import { describe, expect, it } from 'vitest';
import { retryDelay, runWithRetry } from '../host/retry.ts';
import type { RetryContext, RetryOptions } from '../worker/rpc.ts';

const never = new AbortController().signal;
const atOnce = (maxRetryCount: number): RetryOptions => ({
  retryStrategy: 'fixedDelay',
  maxRetryCount,
  delayInterval: { seconds: 0 },
});

/** A batch that fails so many times before it succeeds, and remembers the context of each try. */
const failing = (times: number) => {
  const contexts: (RetryContext | undefined)[] = [];
  const attempt = (context?: RetryContext) => {
    contexts.push(context);
    const error = new Error(`failure ${contexts.length}`);
    return Promise.resolve(
      contexts.length > times ? ({ outcome: 'succeeded' } as const) : ({ outcome: 'failed', error } as const),
    );
  };
  return { contexts, attempt };
};

describe('A batch', () => {
  it('is tried once without a policy, and has no retry context', async () => {
    const { contexts, attempt } = failing(1);
    expect(await runWithRetry(undefined, attempt, never)).toBe('given-up');
    expect(contexts).toEqual([undefined]);
  });

  it('is tried once more than maxRetryCount before it is given up', async () => {
    const { contexts, attempt } = failing(99);
    expect(await runWithRetry(atOnce(3), attempt, never)).toBe('given-up');
    expect(contexts.map((context) => context?.retryCount)).toEqual([0, 1, 2, 3]);
  });

  it('knows from the first try on which it is, and from the second what went wrong before', async () => {
    const { contexts, attempt } = failing(2);
    expect(await runWithRetry(atOnce(-1), attempt, never)).toBe('succeeded');
    expect(contexts).toEqual([
      { retryCount: 0, maxRetryCount: -1 },
      { retryCount: 1, maxRetryCount: -1, exception: expect.objectContaining({ message: 'failure 1' }) as unknown },
      { retryCount: 2, maxRetryCount: -1, exception: expect.objectContaining({ message: 'failure 2' }) as unknown },
    ]);
  });

  it('is tried for ever with -1, until the host stops', async () => {
    const stop = new AbortController();
    let tries = 0;
    const attempt = () => {
      if (++tries === 50) stop.abort();
      return Promise.resolve({ outcome: 'failed', error: new Error('still') } as const);
    };
    expect(await runWithRetry(atOnce(-1), attempt, stop.signal)).toBe('stopped');
    expect(tries).toBe(50);
  });

  it('that fails while the host stops is not given up, so that it comes again', async () => {
    const stopping = AbortSignal.abort();
    expect(await runWithRetry(undefined, failing(1).attempt, stopping)).toBe('stopped');
    expect(await runWithRetry(atOnce(0), failing(1).attempt, stopping)).toBe('stopped');
  });
});

describe('The pause before a retry', () => {
  it('is the same each time with fixedDelay', () => {
    const policy: RetryOptions = { retryStrategy: 'fixedDelay', maxRetryCount: 9, delayInterval: { seconds: 3 } };
    expect([1, 2, 9].map((nth) => retryDelay(policy, nth, 0.5))).toEqual([3000, 3000, 3000]);
  });

  it('doubles from the minimum up to the maximum with exponentialBackoff, spread a little', () => {
    const policy: RetryOptions = {
      retryStrategy: 'exponentialBackoff',
      maxRetryCount: -1,
      minimumInterval: { seconds: 2 },
      maximumInterval: { seconds: 20 },
    };
    expect([1, 2, 3, 4, 5].map((nth) => retryDelay(policy, nth, 0.5))).toEqual([2000, 6000, 10_000, 18_000, 20_000]);
    expect([0, 1].map((chance) => retryDelay(policy, 2, chance))).toEqual([5200, 6800]);
  });
});
