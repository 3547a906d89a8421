import { AsyncLocalStorage } from 'node:async_hooks';

const current = new AsyncLocalStorage<number>();

/** Runs work with a deadline: its requests to a store are not retried after so many milliseconds. */
export const withDeadline = <Result>(milliseconds: number, work: () => Result): Result =>
  current.run(performance.now() + milliseconds, work);

/** The time left of the deadline of the running work, in milliseconds; Infinity without a deadline. */
export const remainingMs = (): number => (current.getStore() ?? Infinity) - performance.now();
