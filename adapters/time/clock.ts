/** Now, in UTC with milliseconds. */
export const systemClock = (): string => new Date().toISOString();
