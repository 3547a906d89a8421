/** Now, in UTC with milliseconds. */
export const systemClock = (): string => new Date().toISOString();

/** Milliseconds that only grow, whatever happens to the clock of the machine. */
export const monotonicNow = (): number => performance.now();
