import { describe, expect, it } from 'vitest';
import { cosmosCorrelatedCommits, cosmosEventStore, cosmosRestoreTarget } from '../../../adapters/cosmos/index.ts';
import { inParallel } from '../../../application/in-parallel.ts';
import { answeredRequests } from '../../../bench/measure/answered-requests.ts';
import { useLocalCosmos } from '../../support/local-cosmos.ts';
import { correlatedCommitsContract } from '../contracts/correlated-commits.contract.ts';
import { appendAll, newCommit } from '../contracts/new-commit.ts';

const cosmos = useLocalCosmos();

correlatedCommitsContract('The event store in Cosmos DB', async () => {
  const database = await cosmos.freshDatabase();
  return {
    eventStore: cosmosEventStore(database),
    target: cosmosRestoreTarget(database),
    correlatedCommits: cosmosCorrelatedCommits(database),
  };
});

/** The ranges of each container of the local server. */
const ranges = 3;

/** How many requests there were, and what they cost. */
const costOf = async (work: () => Promise<unknown>) => {
  const requests = await answeredRequests(work);
  return { requests: requests.length, charge: requests.reduce((sum, { requestUnits }) => sum + requestUnits, 0) };
};

describe('What followed from a request, asked of Cosmos DB', () => {
  it('costs one query of each range, at most 3.5 RU for a page of twenty, however many other commits there are', async () => {
    const database = await cosmos.freshDatabase();
    const eventStore = cosmosEventStore(database);
    const append = async (streamId: `order-${string}`, correlationId: string) =>
      appendAll(eventStore, streamId, [{ ...newCommit(streamId, 'OrderPlaced'), correlationId }]);
    await inParallel(8, [...Array(200).keys()], async (index) => append(`order-other-${index}`, `other-${index}`));
    await inParallel(8, [...Array(20).keys()], async (index) => append(`order-${index}`, 'a'));
    const correlated = cosmosCorrelatedCommits(database);
    const asked = async () => correlated.of('a', { limit: 20 });
    expect((await asked()).items).toHaveLength(20);
    const { requests, charge } = await costOf(asked);
    expect(requests).toBeLessThanOrEqual(1 + ranges); // the plan costs nothing
    expect(charge).toBeLessThanOrEqual(ranges * 3.5);
    expect(charge).toBeGreaterThan(0);
  });

  it('logs a damaged document by its id alone', async () => {
    const database = await cosmos.freshDatabase();
    const damaged = { id: '0000000000000001', streamId: 'order-1', version: 1, recordedAt: '2026', correlationId: 'a' };
    await cosmosRestoreTarget(database).put({ ...damaged, events: [{ data: 'secret' }] });
    const logged: object[] = [];
    const tracing = { log: (line: object) => void logged.push(line) };
    await cosmosCorrelatedCommits(database, { tracing }).of('a', { limit: 20 });
    expect(logged).toMatchObject([{ event: 'damaged-document', container: 'events', document: damaged.id }]);
    expect(JSON.stringify(logged)).not.toContain('secret');
  });
});
