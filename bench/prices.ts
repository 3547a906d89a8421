/**
 * List prices in US dollars, as we knew them on 2026-11-21, for a region in the US, without reservations: to be verified with the
 * calculator (https://azure.microsoft.com/pricing/calculator/). docs/scale.md says what else a month costs.
 */
export const prices = {
  asOf: '2026-11-21',
  /** Cosmos DB, serverless: a million request units. */
  serverlessMillionRU: 0.25,
  /** Cosmos DB, autoscale: 100 RU/s for an hour, of the highest in each hour. */
  autoscaleHundredRUHour: 0.012,
  /** Cosmos DB: a gigabyte kept for a month. */
  gigabyteMonth: 0.25,
};

/** How much of what autoscale provides is used: the peak is 1.5 times the average. */
const use = 1 / 1.5;

/** What Cosmos DB costs for a million commands, each of so many request units and kept as so many bytes, in dollars. */
export const billOfAMillion = (requestUnits: number, bytes: number) => ({
  serverless: requestUnits * prices.serverlessMillionRU,
  /** A million RU are 10,000 of a hundred in one second, and an hour has 3,600 of those. */
  autoscale: (requestUnits * 10_000 * prices.autoscaleHundredRUHour) / 3_600 / use,
  storageMonth: (1_000_000 * bytes * prices.gigabyteMonth) / 1e9,
});
