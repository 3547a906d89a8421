import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import type { Database } from '@azure/cosmos';
import { describe, expect, it } from 'vitest';
import {
  cosmosClient,
  cosmosEventStore,
  cosmosParkingLot,
  cosmosReadModel,
  cosmosSnapshotStore,
} from '../../../adapters/cosmos/index.ts';
import { withDeadline } from '../../../adapters/time/index.ts';
import { packContinuation } from '../../../adapters/continuation.ts';
import { documentList, nameOfList } from '../../../adapters/document-list.ts';
import { StoreUnavailable } from '../../../application/streams/event-store.ts';
import { StreamHead } from '../../../application/streams/stream-head.ts';
import { downForGood, expectUnavailable, type Operations } from '../../support/down-store.ts';
import { useLocalCosmos } from '../../support/local-cosmos.ts';
import { newCommit } from '../contracts/new-commit.ts';
import { stored, storedSheets, type StoredSheet } from '../contracts/read-model.contract.ts';
import { newSnapshot } from '../contracts/snapshot-store.contract.ts';
import { patience } from '../../support/patience.ts';
import { streamIdOf } from '../../../application/streams/commit.ts';

const cosmos = useLocalCosmos();
const nowhere = StreamHead.beforeFirst('order-1');
const budgetMs = 400;

const ofBob = { partition: 'bob', limit: 1 };
const nextOfBob = packContinuation(nameOfList(ofBob, documentList(storedSheets, ofBob)), ['2026-11-01', '1']);

/** Every operation of every store, by name. */
const operations = (database: Database): Operations => {
  const eventStore = cosmosEventStore(database, { budgetMs });
  const snapshots = cosmosSnapshotStore(database, { budgetMs });
  const readModel = cosmosReadModel<StoredSheet>(database, storedSheets, { budgetMs });
  const parkingLot = cosmosParkingLot(database, { budgetMs });
  const key = { id: '1', partition: 'bob' };
  return [
    ['read', () => eventStore.read('order-1')],
    ['read the newest', () => eventStore.readNewest('order-1', 10)],
    ['find by command', () => eventStore.findByCommands('order-1', ['place'])],
    ['append', () => eventStore.append(nowhere, newCommit('place', 'OrderPlaced'))],
    ['find a snapshot', () => snapshots.find('order-1')],
    ['save a snapshot', () => snapshots.save(newSnapshot('order-1', 1))],
    ['find', () => readModel.find(key)],
    ['create', () => readModel.save(key, stored('1', 'bob'), undefined)],
    ['replace', () => readModel.save(key, stored('1', 'bob'), '"1"')],
    ['list one partition', () => readModel.list({ partition: 'bob', limit: 1 })],
    ['list on', () => readModel.list({ partition: 'bob', limit: 1, continuation: nextOfBob })],
    ['count', () => readModel.count({ partition: 'bob' })],
    ['list all', () => readModel.list({ limit: 1 })],
    ['list parked', () => parkingLot.list({ limit: 1 })],
    ['find what is parked of a batch', () => parkingLot.parkedAmong('orders', ['order-1'])],
    ['release', () => parkingLot.release('orders', 'order-1', 'any')],
    ['hold back', () => parkingLot.holdBack('orders', 'order-1', 1)],
    ['find parked', () => parkingLot.find('orders', 'order-1')],
  ];
};

describe('A store that is down for good is unavailable within the budget', () => {
  it.each([429, 449, 503, 408, 410] as const)('when it answers everything with %s', async (answer) => {
    const database = await cosmos.freshDatabase();
    cosmos.server().faults.next(...downForGood(answer));
    await expectUnavailable(operations(database));
  });

  it('when it cuts every connection', async () => {
    const database = await cosmos.freshDatabase();
    cosmos.server().faults.next(...downForGood('cut'));
    await expectUnavailable(operations(database));
  });
});

describe('A store that cannot be reached is unavailable within the budget', () => {
  const expectUnavailableAt = async (port: number) => {
    const { key } = cosmos.server();
    const client = cosmosClient({ connectionString: `AccountEndpoint=http://127.0.0.1:${port}/;AccountKey=${key};` });
    await expectUnavailable(operations(client.database('annal')));
    client.dispose();
  };

  it('when nothing listens', async () => {
    const { port, close } = await listenSilently();
    await close();
    await expectUnavailableAt(port);
  });

  it('when what listens never answers', async () => {
    const { port, close } = await listenSilently();
    await expectUnavailableAt(port);
    await close();
  });
});

/** A server that takes connections and says nothing. */
const listenSilently = async () => {
  const sockets: Socket[] = [];
  const server = createServer((socket) => sockets.push(socket)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, 'close');
  };
  return { port: (server.address() as AddressInfo).port, close };
};

describe('The deadline of a caller', () => {
  it('ends the tries of a store whose own budget is longer, and leaves time for one to work that begins after it', async () => {
    const eventStore = cosmosEventStore(await cosmos.freshDatabase());
    const append = (version: number) =>
      eventStore.append(
        StreamHead.beforeFirst(streamIdOf('order', String(version))),
        newCommit('place', 'OrderPlaced'),
      );
    cosmos.server().faults.next(...downForGood(503));
    const asked = performance.now();
    await expect(withDeadline(budgetMs, () => append(1))).rejects.toThrow(StoreUnavailable);
    expect(performance.now() - asked).toBeLessThan(11_000); // its own budget is twelve seconds
    cosmos.server().faults.clear();
    expect(await withDeadline(0, () => append(2))).toMatchObject({ outcome: 'appended' });
  });
});

describe('An unavailable store', () => {
  it('says when to come back, and does not wait for what lies beyond the budget', async () => {
    const eventStore = cosmosEventStore(await cosmos.freshDatabase());
    await eventStore.read('order-1');
    cosmos.server().faults.next({ when: 'before-commit', answer: 429, retryAfterMs: 29_500 });
    const refused = eventStore.append(nowhere, newCommit('place', 'OrderPlaced'));
    await expect(refused).rejects.toMatchObject({ name: 'StoreUnavailable', retryAfterSeconds: 30 });
  });

  it('is back when the store is back, without a new client', async () => {
    const eventStore = cosmosEventStore(await cosmos.freshDatabase(), { budgetMs });
    cosmos.server().faults.next(...downForGood(503));
    await expect(eventStore.append(nowhere, newCommit('place', 'OrderPlaced'))).rejects.toThrow(StoreUnavailable);
    cosmos.server().faults.clear();
    // On a busy machine one try can take longer than this short budget; it may have stored the commit all the same.
    const again = async () => {
      const answer = await eventStore.append(nowhere, newCommit('place', 'OrderPlaced')).catch(() => undefined);
      return answer?.outcome;
    };
    await expect.poll(again, patience).toMatch(/^(?:appended|repeated)$/);
  });
});
