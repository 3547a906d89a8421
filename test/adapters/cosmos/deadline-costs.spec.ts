import type { Database } from '@azure/cosmos';
import { beforeEach, describe, expect, it } from 'vitest';
import { cosmosDeadlineSweeps, cosmosReadModel, shapeOf } from '../../../adapters/cosmos/index.ts';
import type { ViewStorage } from '../../../application/system/capabilities.ts';
import { answeredRequests } from '../../../bench/measure/answered-requests.ts';
import { queueingWorld } from '../../application/processes/queueing-world.ts';
import { useLocalCosmos } from '../../support/local-cosmos.ts';

const cosmos = useLocalCosmos();

describe('Deadlines whose view lies in the store', () => {
  let world: ReturnType<typeof queueingWorld>;
  beforeEach(async () => {
    const database: Database = await cosmos.freshDatabase();
    world = queueingWorld({
      readModel: <Shape extends object>(view: ViewStorage<Shape>) => cosmosReadModel<Shape>(database, shapeOf(view)),
      deadlineSweeps: cosmosDeadlineSweeps(database),
    });
  });

  const wait = async (...ids: readonly string[]): Promise<ReturnType<typeof world.newHost>> => {
    const host = world.newHost();
    await host.holdPart('a', 'somebody');
    for (const id of ids) await host.makeWish(id, 'a');
    await host.work();
    await world.show();
    return host;
  };

  it('are fired once they have passed, in as many runs as it takes', async () => {
    const ids = Array.from({ length: 40 }, (_, index) => `w${index}`);
    const host = await wait(...ids);
    const limits = { forMs: 60_000, mostPerShard: 3 };
    expect(await host.fireDeadlines(limits)).toMatchObject({ processes: [{ noticed: 0 }], unfinished: 0 });
    world.pass('PT61S');
    let noticed = 0;
    for (let unfinished = 1, run = 0; unfinished > 0 && run < 20; run += 1) {
      const report = await host.fireDeadlines(limits);
      noticed += report.processes[0]?.noticed ?? 0;
      ({ unfinished } = report);
    }
    expect(noticed).toBe(ids.length);
    expect(
      new Set(world.commits().flatMap(({ commandId, streamId }) => (commandId.endsWith('/deadline') ? [streamId] : [])))
        .size,
    ).toBe(40);
  });

  it('cost one point read and eight queries of one page a run, of at most 24 RU together, where none has passed', async () => {
    const host = await wait('1', '2', '3');
    const requests = (await answeredRequests(() => host.fireDeadlines({ forMs: 60_000, mostPerShard: 1_000 }))).filter(
      ({ method, requestUnits }) => method === 'GET' || requestUnits > 0,
    );
    expect(requests.map(({ method }) => method).toSorted()).toEqual(['GET', ...Array<string>(8).fill('POST')]);
    expect(requests.reduce((sum, { requestUnits }) => sum + requestUnits, 0)).toBeLessThanOrEqual(24);
  });
});
