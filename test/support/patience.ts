/**
 * How long specs wait for what must come, in milliseconds: far longer than it takes on a busy machine, and shorter than
 * a test may last, so that the failure shows the last value.
 */
export const patience = { timeout: 240_000, interval: 50 } as const;
