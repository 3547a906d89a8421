import type { Server } from '../cosmos/server.ts';

/**
 * How long each request takes on top of its own time, in milliseconds. In Azure a request on one document takes some 5 ms. One that saves
 * a hundred cannot take less than what they are charged: 1,070 request units where a range has 10,000 a second.
 */
export const latencies = { one: 5, bulk: 100 } as const;

/** Has every request for documents take as long as it would in Azure, or not. */
export const slowDown = async ({ address }: Server, isSlow: boolean): Promise<void> => {
  const faults = [
    { answer: 'late', operations: ['bulk'], delayMs: latencies.bulk },
    { answer: 'late', delayMs: latencies.one },
  ];
  const { ok, status } = await fetch(
    new URL('/_local/faults', address),
    isSlow ? { method: 'PUT', body: JSON.stringify({ faults }) } : { method: 'DELETE' },
  );
  if (!ok) throw new Error(`The store cannot be slowed down: ${status}.`);
};
