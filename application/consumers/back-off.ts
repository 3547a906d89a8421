/** The pause after the first failure, and the longest, in milliseconds, before chance makes them up to half as long again. */
const firstMs = 3_000;
const longestMs = 10 * 60_000;

/** What chance may add, so that messages that failed together are not tried together. */
const spread = 0.5;

/** No first pause is longer. */
export const longestFirstPauseMs = firstMs * (1 + spread);

/**
 * The pause after so many tries, in milliseconds: doubled each time up to ten minutes, and made longer by chance (`random` is
 * at least 0 and below 1). Nine tries take more than 20 minutes. Each pause is longer than the one before until they reach their
 * limit: 15 minutes.
 */
export const pauseAfter = (tries: number, random: number): number =>
  Math.min(longestMs, firstMs * 2 ** (tries - 1)) * (1 + spread * random);

/** The longest that a message is held before it is given back to the broker: below half of a usual lock. */
const longestHeldMs = 30_000;

/** The pause before a message is given back to the broker, which would hand it over again at once. */
export const pauseBeforeRedelivery = (deliveries: number, random: number): number =>
  Math.min(longestHeldMs, pauseAfter(deliveries, random));
