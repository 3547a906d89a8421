import type { Database } from '@azure/cosmos';
import { beforeEach, describe, expect, it } from 'vitest';
import { cosmosContributions } from '../../../adapters/cosmos/index.ts';
import type { TotalStorage } from '../../../application/system/capabilities.ts';
import { answeredRequests } from '../../../bench/measure/answered-requests.ts';
import { counting, happened } from '../../application/views/totals/counting.ts';
import { amountsByKey, type SheetEvent } from '../../support/ledger/index.ts';
import { useLocalCosmos } from '../../support/local-cosmos.ts';

const { opened, changed, closed } = happened;
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

describe('What a total costs, where the events are at hand', () => {
  let database: Database;
  let ledger: ReturnType<typeof counting>;
  beforeEach(async () => {
    database = await cosmos.freshDatabase();
    const contributions = <Row extends object>(total: TotalStorage<Row>) => cosmosContributions<Row>(database, total);
    ledger = counting({ contributions });
    await ledger.append('0', [opened({ rent: 5 })]);
    await ledger.byKey.deliver(ledger.feed());
  });

  /** What it costs to deliver what these commits append. */
  const cost = async (host: Pick<typeof ledger, 'byKey'>, sheetId: string, ...commits: readonly SheetEvent[][]) => {
    const before = ledger.feed().length;
    await ledger.append(sheetId, ...commits);
    return costOf(() => host.byKey.deliver(ledger.feed().slice(before)));
  };

  it('is one transaction of at most 17 RU for a new stream: its contribution, and the total', async () => {
    const { requests, requestUnits } = await cost(ledger, '1', [opened({ rent: 5 })]);
    expect(requests).toEqual(['POST 200']);
    expect(requestUnits).toBeLessThanOrEqual(17);
  });

  it('is one transaction of at most 22 RU for a change in a stream that the process remembers', async () => {
    await cost(ledger, '1', [opened({ rent: 5 })]);
    const { requests, requestUnits } = await cost(ledger, '1', [changed('rent', 6)]);
    expect(requests).toEqual(['POST 200']);
    expect(requestUnits).toBeLessThanOrEqual(22);
  });

  it('is a point read of 1 RU more in a process that does not remember the stream', async () => {
    const warm = await cost(ledger, '1', [opened({ rent: 5 })], [closed]);
    const cold = await cost(ledger.newHost(), '1', [changed('rent', 6)]);
    expect(cold.requests).toEqual(['GET 200', 'POST 200']);
    expect(warm.requests).toEqual(['POST 200']);
    expect(cold.requestUnits).toBeLessThanOrEqual(23);
  });

  it('is nothing for an event that changes no contribution', async () => {
    expect(await cost(ledger, '0', [closed])).toEqual({ requests: [], requestUnits: 0 });
  });

  it('is a few transactions for a batch of 100 new streams of one total, less than 7 RU for each', async () => {
    const before = ledger.feed().length;
    for (let index = 1; index <= 100; index += 1) await ledger.append(String(index), [opened({ rent: index })]);
    const { requests, requestUnits } = await costOf(() => ledger.byKey.deliver(ledger.feed().slice(before)));
    expect(requests.length).toBeLessThanOrEqual(8);
    expect(requestUnits).toBeLessThanOrEqual(660);
    expect(await ledger.keys()).toEqual([{ key: 'rent', rows: 101, amount: 5_055 }]);
  });

  it('is, as of a moment, one query for each total of a page more; the streams are read again besides', async () => {
    await cost(ledger, '1', [opened({ rent: 5, tax: 1 })]);
    const { read } = ledger.system.totalReaderOf(amountsByKey);
    await read({ limit: 10, asOf: '2026-05-04T10:00:00Z' });
    const { requests, requestUnits } = await costOf(() => read({ limit: 10, asOf: '2026-05-04T10:00:00Z' }));
    expect(requests.length).toBeLessThanOrEqual(5);
    expect(requestUnits).toBeLessThanOrEqual(16);
  });

  it('is one query of one page for a list', async () => {
    const contributions = cosmosContributions(database, amountsByKey);
    await contributions.list({ limit: 10 });
    const { requests, requestUnits } = await costOf(() => contributions.list({ limit: 10, from: 'rent', to: 'rent' }));
    expect(requests.length).toBeLessThanOrEqual(3);
    expect(requestUnits).toBeLessThanOrEqual(9);
  });
});
