import { beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '@azure/cosmos';
import { answeredRequests } from '../../bench/measure/answered-requests.ts';
import { scenarios } from '../../bench/commands/scenarios/index.ts';
import { costOf } from '../../bench/measure/cost-of.ts';
import { useLocalCosmos } from '../support/local-cosmos.ts';

describe('Cost is a contract', () => {
  const cosmos = useLocalCosmos();
  let database: Database;

  beforeAll(async () => {
    database = await cosmos.freshDatabase();
  });

  it.each(scenarios)('$what: $requests requests, at most $requestUnits RU', async (scenario) => {
    const work = await scenario.prepare(database, `s-${scenarios.indexOf(scenario)}`);
    const cost = costOf(await answeredRequests(work));
    expect(cost.requests).toBe(scenario.requests);
    expect(cost.requestUnits).toBeLessThanOrEqual(scenario.requestUnits);
  });
});
