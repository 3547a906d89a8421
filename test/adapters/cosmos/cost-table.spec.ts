import { beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '@azure/cosmos';
import { answeredRequests } from '../../../bench/measure/answered-requests.ts';
import { costOf, scenarios } from '../../../bench/commands/scenarios.ts';
import { useLocalCosmos } from '../../support/local-cosmos.ts';

/** Each container of a spec lies over three ranges. */
const furtherRanges = 2;

describe('Cost is a contract', () => {
  const cosmos = useLocalCosmos();
  let database: Database;

  beforeAll(async () => {
    database = await cosmos.freshDatabase();
  });

  it.each(scenarios)('$what: $requests requests, at most $requestUnits RU', async (scenario) => {
    const work = await scenario.prepare(database, `s-${scenarios.indexOf(scenario)}`);
    const cost = costOf(await answeredRequests(work));
    const more = (scenario.everywhere ?? 0) * furtherRanges;
    expect(cost.requests).toBe(scenario.requests + more);
    expect(cost.requestUnits).toBeLessThanOrEqual(scenario.requestUnits + more * 2.9);
  });
});
