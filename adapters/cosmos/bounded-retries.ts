import { setTimeout as pause } from 'node:timers/promises';
import { StoreUnavailable } from '../../application/streams/event-store.ts';
import { awakeBudget, remainingMs, type AwakeBudget } from '../time/index.ts';
import { askedPauseMs, failureOf } from './store-errors.ts';

/**
 * Runs an attempt until it succeeds, fails for good, or the time is up. What fails for good is thrown on; what might have
 * passed ends in {@link StoreUnavailable}. An attempt must bear being made again after an earlier one was carried out.
 */
export type BoundedRetries = <Result>(attempt: (abortSignal: AbortSignal) => Promise<Result>) => Promise<Result>;

const firstPauseMs = 20;
const longestPauseMs = 1_000;

/** What is left of a budget to work that begins at its deadline: a store that answers is not called unavailable. */
const leastMs = 500;

/**
 * Retries within a time budget and within the caller's deadline. The SDK retries some failures for minutes, and others (449,
 * 408) never. The time in which this process stands still is not taken for the store's silence.
 */
export const boundedRetries =
  (budgetMs: number): BoundedRetries =>
  async (attempt) => {
    const timeIsUp = new AbortController();
    const patienceMs = Math.min(budgetMs, Math.max(leastMs, Math.ceil(remainingMs())));
    const end = (): void => timeIsUp.abort(new NoAnswer(`no answer within ${patienceMs} ms`));
    const budget = awakeBudget(patienceMs, end);
    try {
      return await untilSpent(budget, timeIsUp.signal, attempt);
    } finally {
      budget.close();
    }
  };

/** The budget ended while a request was under way. */
class NoAnswer extends Error {
  override readonly name = 'TimeoutError';
}

const untilSpent = async <Result>(
  { leftMs }: AwakeBudget,
  timeIsUp: AbortSignal,
  attempt: (abortSignal: AbortSignal) => Promise<Result>,
): Promise<Result> => {
  for (let failures = 0; ; failures += 1) {
    try {
      return await orAborted(attempt(timeIsUp), timeIsUp);
    } catch (error) {
      if (failureOf(error) === 'final') throw error;
      const pauseMs = pauseAfter(failures, error);
      if (pauseMs >= leftMs()) throw unavailable(failures + 1, error);
      await pause(pauseMs);
    }
  }
};

/** At least as long as the store asked for; longer with each failure, and at random, so that rivals do not meet again. */
const pauseAfter = (failures: number, error: unknown): number => {
  const growing = Math.min(firstPauseMs * 2 ** failures, longestPauseMs);
  return askedPauseMs(error) + growing * (0.5 + Math.random() / 2);
};

/** The SDK heeds the signal between its own pauses and not while it looks up the account, so it is not waited for. */
const orAborted = async <Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> => {
  const aborted = Promise.withResolvers<never>();
  const abort = (): void => aborted.reject(signal.reason);
  signal.addEventListener('abort', abort, { once: true });
  try {
    return await Promise.race([work, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
};

const unavailable = (tries: number, cause: unknown): StoreUnavailable => {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new StoreUnavailable(`Cosmos DB could not be used, tried ${tries} times: ${reason}`, {
    cause,
    retryAfterSeconds: Math.max(1, Math.ceil(askedPauseMs(cause) / 1_000)),
  });
};
