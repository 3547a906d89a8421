/** How long a lock may last, in milliseconds. */
export const lockDurations = { from: 5000, to: 300_000 } as const;

/**
 * How large an entity may be, in megabytes. Only Premium has those above 5,120; a partitioned entity of Standard is told
 * as sixteen times its size, and its description comes back so.
 */
export const entitySizes = [
  1024, 2048, 3072, 4096, 5120, 10_240, 16_384, 20_480, 32_768, 40_960, 49_152, 65_536, 81_920,
] as const;
