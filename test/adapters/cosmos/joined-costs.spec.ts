import type { Database } from '@azure/cosmos';
import { beforeEach, describe, expect, it } from 'vitest';
import { cosmosJoinedDocuments } from '../../../adapters/cosmos/index.ts';
import type { JoinedStorage } from '../../../application/system/capabilities.ts';
import { answeredRequests } from '../../../bench/measure/answered-requests.ts';
import { joining, lives } from '../../application/views/joined/joining.ts';
import { happened } from '../../application/views/totals/counting.ts';
import type { SheetEvent } from '../../support/ledger/index.ts';
import { useLocalCosmos } from '../../support/local-cosmos.ts';

const { opened, changed, closed, signed } = happened;
const cosmos = useLocalCosmos();

/** What work costs: its requests, but plans of queries, and its request units. */
const costOf = async (work: () => Promise<unknown>) => {
  const requests = (await answeredRequests(work)).filter(
    ({ method, requestUnits }) => method === 'GET' || requestUnits > 0,
  );
  return {
    requests: requests.map(({ method, status }) => `${method} ${status}`),
    requestUnits: requests.reduce((sum, { requestUnits }) => sum + requestUnits, 0),
  };
};

describe('What a joined document costs, where the events are at hand', () => {
  let database: Database;
  let ledger: ReturnType<typeof joining>;
  beforeEach(async () => {
    database = await cosmos.freshDatabase();
    ledger = joining({
      joinedDocuments: <Shape extends object, Part extends object>(joined: JoinedStorage<Shape, Part>) =>
        cosmosJoinedDocuments(database, joined),
    });
    await ledger.append('person-bob', [lives.registered('Bob')]);
    await ledger.append('sheet-0', [opened({ rent: 5 })]);
    await ledger.owners.deliver(ledger.feed());
  });

  const cost = async (host: typeof ledger.owners, streamId: string, ...commits: readonly SheetEvent[][]) => {
    const before = ledger.feed().length;
    await ledger.append(streamId, ...commits);
    return costOf(() => host.deliver(ledger.feed().slice(before)));
  };

  it('is one transaction of at most 17 RU for a new stream of a document that the process remembers', async () => {
    const { requests, requestUnits } = await cost(ledger.owners, 'sheet-1', [opened({ rent: 6 })]);
    expect(requests).toEqual(['POST 200']);
    expect(requestUnits).toBeLessThanOrEqual(17);
  });

  it('is one transaction of at most 22 RU for a change in a stream that the process remembers', async () => {
    await cost(ledger.owners, 'sheet-1', [opened({ rent: 6 })]);
    const { requests, requestUnits } = await cost(ledger.owners, 'sheet-1', [changed('rent', 7)]);
    expect(requests).toEqual(['POST 200']);
    expect(requestUnits).toBeLessThanOrEqual(22);
  });

  it('is two point reads of 1 RU more in a process that remembers neither', async () => {
    const warm = await cost(ledger.owners, 'sheet-0', [closed]);
    const cold = await cost(ledger.newHost(), 'sheet-0', [changed('rent', 4)]);
    expect(cold.requests).toEqual(['GET 200', 'GET 200', 'POST 200']);
    expect(cold.requestUnits - warm.requestUnits).toBeLessThanOrEqual(2.5);
  });

  it('is a point read and a query of all parts more for a document that is not there, or that they must tell', async () => {
    const before = ledger.feed().length;
    await ledger.append('sheet-1', [opened({ rent: 6 }, 'eve')]);
    const created = await costOf(() => ledger.owners.deliver(ledger.feed().slice(before)));
    expect(created.requests).toEqual(['GET 404', 'POST 200', 'POST 200']);
    const told = await cost(ledger.owners, 'sheet-0', [changed('rent', 9)]);
    expect(told.requests).toEqual(['POST 200', 'POST 200']);
    expect(created.requestUnits).toBeLessThanOrEqual(16);
    expect(told.requestUnits).toBeLessThanOrEqual(25);
  });

  it('is nothing for an event that changes no part', async () => {
    await cost(ledger.owners, 'sheet-0', [closed]);
    expect(await cost(ledger.owners, 'sheet-0', [signed])).toEqual({ requests: [], requestUnits: 0 });
  });

  it('is a few transactions for a batch of 100 new streams of one document, less than 7 RU for each', async () => {
    const before = ledger.feed().length;
    for (let index = 1; index <= 100; index += 1) await ledger.append(`sheet-${index}`, [opened({ rent: index + 9 })]);
    const { requests, requestUnits } = await costOf(() => ledger.owners.deliver(ledger.feed().slice(before)));
    expect(requests.length).toBeLessThanOrEqual(8);
    expect(requestUnits).toBeLessThanOrEqual(660);
    expect(await ledger.read('bob')).toMatchObject({ sheets: 101, lowest: 5 });
  });

  it('is one point read of 1 RU for who reads it', async () => {
    const { requests, requestUnits } = await costOf(() => ledger.read('bob'));
    expect(requests).toEqual(['GET 200']);
    expect(requestUnits).toBeLessThanOrEqual(1.2);
  });
});
