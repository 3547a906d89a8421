import type fc from 'fast-check';

/** Lets every step of these methods wait for its turn, in an order that fast-check chooses. */
export const inTurns = <Port extends object>(scheduler: fc.Scheduler, port: Port): Port =>
  Object.fromEntries(
    Object.entries(port).map(([name, method]) => [name, scheduler.scheduleFunction(method as never)]),
  ) as Port;
