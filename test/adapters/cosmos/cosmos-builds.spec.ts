import { describe, expect, it } from 'vitest';
import { cosmosBuildJobs, cosmosEventStore, cosmosHistoryParts } from '../../../adapters/cosmos/index.ts';
import { divided, nameOf, rangeNamed } from '../../../adapters/cosmos/key-ranges.ts';
import { useLocalCosmos } from '../../support/local-cosmos.ts';
import { buildJobsContract } from '../contracts/build-jobs.contract.ts';
import { historyPartsContract } from '../contracts/history-parts.contract.ts';

const cosmos = useLocalCosmos();

buildJobsContract('The container', async () => cosmosBuildJobs(await cosmos.freshDatabase()));

historyPartsContract('The event store in Cosmos DB', async () => {
  const database = await cosmos.freshDatabase();
  return { eventStore: cosmosEventStore(database), parts: cosmosHistoryParts(database) };
});

describe('The parts of a history in Cosmos DB', () => {
  const whole = { minInclusive: '', maxExclusive: 'FF' };

  it('divide one range into equal ones that leave nothing out', () => {
    const parts = divided([whole], 8, 96);
    expect(parts.map(nameOf).map(rangeNamed)).toEqual(parts);
    expect(parts.map(({ minInclusive }) => minInclusive)).toEqual([
      '',
      ...parts.slice(0, -1).map((part) => part.maxExclusive),
    ]);
    expect(parts.at(-1)?.maxExclusive).toBe('FF');
    expect(parts[3]?.maxExclusive).toBe('2'.padEnd(32, '0'));
  });

  it('are never more than begin together, however many ranges there are', () => {
    const parts = divided(divided([whole], 250, 250), 8, 96);
    expect(parts.length).toBeLessThanOrEqual(96);
    expect(parts.map(({ minInclusive }) => minInclusive)).toEqual([
      '',
      ...parts.slice(0, -1).map((part) => part.maxExclusive),
    ]);
    expect(parts.at(-1)?.maxExclusive).toBe('FF');
  });
});
