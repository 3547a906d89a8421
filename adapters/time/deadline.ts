import { AsyncLocalStorage } from 'node:async_hooks';

const current = new AsyncLocalStorage<number>();

/** Runs work that somebody waits for: what it asks of a store is not tried again after so many milliseconds. */
export const withDeadline = <Result>(milliseconds: number, work: () => Result): Result =>
  current.run(performance.now() + milliseconds, work);

/** What is left of the deadline that the running work has, in milliseconds; Infinity where nobody waits. */
export const remainingMs = (): number => (current.getStore() ?? Infinity) - performance.now();
