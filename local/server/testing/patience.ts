/**
 * How long specs wait for what must come, in milliseconds: far longer than it takes on a busy machine, and shorter than
 * a test may last, so that what was seen last is told.
 */
export const patience = { timeout: 120_000, interval: 50 } as const;
