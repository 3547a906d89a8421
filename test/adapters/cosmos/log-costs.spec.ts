import type { Database } from '@azure/cosmos';
import { beforeEach, describe, expect, it } from 'vitest';
import { cosmosReadModel, shapeOf } from '../../../adapters/cosmos/index.ts';
import type { ViewStorage } from '../../../application/system/capabilities.ts';
import { answeredRequests } from '../../../bench/measure/answered-requests.ts';
import { logging } from '../../application/views/logs/logging.ts';
import { useLocalCosmos } from '../../support/local-cosmos.ts';
import { clerk } from '../../support/readers.ts';
import { commands } from '../../support/sheets.ts';

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

describe('What a log costs, where the events are at hand', () => {
  let database: Database;
  let ledger: ReturnType<typeof logging>;
  beforeEach(async () => {
    database = await cosmos.freshDatabase();
    ledger = logging({
      readModel: <Shape extends object>(view: ViewStorage<Shape>) => cosmosReadModel<Shape>(database, shapeOf(view)),
    });
    await ledger.send('0', commands.open);
    await ledger.deeds.deliver(ledger.feed());
  });

  /** What it costs to deliver what these commands append. */
  const cost = async (sheetId: string, ...asked: Parameters<typeof ledger.send>[1][]) => {
    const before = ledger.feed().length;
    await ledger.send(sheetId, ...asked);
    return costOf(() => ledger.deeds.deliver(ledger.feed().slice(before)));
  };

  it('is one create of at most 7 RU for each event, of a new stream and of one that the process remembers', async () => {
    for (const command of [commands.changeRent(6), commands.close]) {
      const { requests, requestUnits } = await cost('0', command);
      expect(requests).toEqual(['POST 201']);
      expect(requestUnits).toBeLessThanOrEqual(6.5);
    }
    const { requests, requestUnits } = await cost('1', commands.open);
    expect(requests).toEqual(['POST 201']);
    expect(requestUnits).toBeLessThanOrEqual(7);
  });

  it('is one create that is refused, and of at most 2 RU, for an entry that is there', async () => {
    const { requests, requestUnits } = await costOf(() => ledger.deeds.deliver(ledger.feed()));
    expect(requests).toEqual(['POST 409']);
    expect(requestUnits).toBeLessThanOrEqual(2);
  });

  it('is one point read of 1 RU to wait for an entry that is there, and one query of one page to list them', async () => {
    const deeds = ledger.deedsFor(clerk);
    const waited = await costOf(() => deeds.waitFor({ streamId: 'sheet-0', version: 1 }, 'bob'));
    expect(waited).toEqual({ requests: ['GET 200'], requestUnits: 1 });
    const { requests, requestUnits } = await costOf(() => deeds.list({ partition: 'bob', limit: 20 }));
    expect(requests).toHaveLength(1);
    expect(requestUnits).toBeLessThanOrEqual(4);
  });
});
