import type { Oracle } from './evidence.ts';

/** Once all is at rest, nobody is late any more by what was measured, and nobody has an excuse. */
export const nobodyIsLate: Oracle = async ({ stored }) =>
  (await stored.lagReports.list()).flatMap(({ subscriber, ranges, excuse }) => [
    ...ranges
      .filter(({ behindSeconds, waiting }) => behindSeconds > 0 || waiting !== null)
      .map(({ range, behindSeconds }) => `${subscriber} is ${behindSeconds} seconds late on ${range}.`),
    ...(excuse === undefined ? [] : [`${subscriber} has the excuse ${excuse}.`]),
  ]);
