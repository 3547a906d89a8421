import type { Fault } from '@annal/local-cosmos';
import type { Database } from '@azure/cosmos';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  cosmosEventStore,
  cosmosParkingLot,
  cosmosReadModel,
  cosmosReservations,
  cosmosWaitingMessages,
} from '../../../adapters/cosmos/index.ts';
import { beginWaiting } from '../../../application/consumers/waiting-stream.ts';
import { StreamHead } from '../../../application/streams/stream-head.ts';
import { useLocalCosmos } from '../../support/local-cosmos.ts';
import { appendAll, commitOfBytes, headAt, newCommit } from '../contracts/new-commit.ts';
import { stored, storedSheets, type StoredSheet } from '../contracts/read-model.contract.ts';
import { allParked } from '../../support/all-parked.ts';

const cosmos = useLocalCosmos();
const nowhere = StreamHead.beforeFirst('order-1');
const place = newCommit('place', 'OrderPlaced', 'NoteTaken');

let database: Database;
beforeEach(async () => {
  database = await cosmos.freshDatabase();
});

const fail = (...faults: readonly Fault[]) => cosmos.server().faults.next(...faults);
const documentsOf = async (container: string) =>
  (await database.container(container).items.readAll().fetchAll()).resources.map(({ id }) => id);

const parkedAt = '2026-11-30T09:00:00.000Z';
const parked = { subscriber: 'orders', streamId: 'order-1', reason: '', parkedAt, document: {} };

const isWrite: Fault['match'] = ({ method, path }) => method === 'POST' && path.endsWith('/docs');
const isPointRead: Fault['match'] = ({ method, path }) => method === 'GET' && path.includes('/docs/');

describe('An append', () => {
  it.each([408, 410, 429, 449, 500, 503, 'cut'] as const)(
    'that %s kept from the store is made again',
    async (answer) => {
      fail({ when: 'before-commit', answer, match: isWrite });
      expect(await cosmosEventStore(database).append(nowhere, place)).toMatchObject({ outcome: 'appended' });
      expect(await documentsOf('events')).toEqual(['0000000000000001']);
      expect(cosmos.server().faults.pending()).toBe(0);
    },
  );

  it.each([408, 500, 503, 'cut'] as const)(
    'that is stored but answered with %s is found again, and not repeated',
    async (answer) => {
      fail({ when: 'after-commit', answer, match: isWrite });
      expect(await cosmosEventStore(database).append(nowhere, place)).toMatchObject({ outcome: 'repeated' });
      expect(await documentsOf('events')).toEqual(['0000000000000001']);
    },
  );

  it.each([408, 500, 503, 'cut'] as const)(
    'of several commits that is stored but answered with %s is found again by its first, and not repeated',
    async (answer) => {
      fail({ when: 'after-commit', answer, match: isWrite });
      const written = await cosmosEventStore(database).append(nowhere, place, newCommit('change', 'NoteTaken'));
      expect(written).toMatchObject({ outcome: 'repeated', commit: { commandId: 'place' } });
      expect(await documentsOf('events')).toEqual(['0000000000000001', '0000000000000003']);
    },
  );

  it('whose connection is cut is a conflict when another writer has appended', async () => {
    const eventStore = cosmosEventStore(database);
    await eventStore.append(nowhere, newCommit('theirs', 'OrderPlaced'));
    fail({ when: 'before-commit', answer: 'cut', match: isWrite });
    expect(await eventStore.append(nowhere, place)).toMatchObject({ outcome: 'conflict' });
  });

  it('is settled also when the read that should settle it fails at first', async () => {
    fail({ when: 'after-commit', answer: 'cut', match: isWrite });
    fail({ when: 'before-commit', answer: 449, match: isPointRead });
    expect(await cosmosEventStore(database).append(nowhere, place)).toMatchObject({ outcome: 'repeated' });
    expect(await documentsOf('events')).toEqual(['0000000000000001']);
    expect(cosmos.server().faults.pending()).toBe(0);
  });

  it('survives a row of different failures', async () => {
    const answers = [429, 449, 503, 'cut', 408, 410] as const;
    fail(...answers.map((answer): Fault => ({ when: 'before-commit', answer, match: isWrite })));
    expect(await cosmosEventStore(database).append(nowhere, place)).toMatchObject({ outcome: 'appended' });
    expect(await documentsOf('events')).toEqual(['0000000000000001']);
  });

  it('waits as long as a throttling store asks it to', async () => {
    fail({ when: 'before-commit', answer: 429, match: isWrite, retryAfterMs: 150 });
    const asked = performance.now();
    await cosmosEventStore(database).append(nowhere, place);
    expect(performance.now() - asked).toBeGreaterThanOrEqual(150);
  });
});

describe('A read', () => {
  it.each([408, 410, 429, 449, 500, 503, 'cut'] as const)('that %s spoiled gives the whole stream', async (answer) => {
    const eventStore = cosmosEventStore(database);
    await appendAll(eventStore, 'order-1', [place]);
    const isQuery: Fault['match'] = ({ headers }) => headers['x-ms-documentdb-isquery'] === 'true';
    fail({ when: 'before-commit', answer, match: isQuery });
    expect((await eventStore.read('order-1')).map(({ version }) => version)).toEqual([2]);
  });

  it('that loses its second page gives each commit once', async () => {
    const eventStore = cosmosEventStore(database);
    await appendAll(
      eventStore,
      'order-1',
      [1, 2, 3, 4].map((index) => commitOfBytes(`command-${index}`, 1_800_000)),
    );
    const isLaterPage: Fault['match'] = ({ headers }) => headers['x-ms-continuation'] !== undefined;
    fail({ when: 'before-commit', answer: 449, match: isLaterPage });
    expect((await eventStore.read('order-1')).map(({ version }) => version)).toEqual([1, 2, 3, 4]);
    expect(cosmos.server().faults.pending()).toBe(0);
  });
});

describe('A stream that is released while another commit of it is parked', () => {
  it('is parked again, as that commit was not delivered', async () => {
    const parkingLot = cosmosParkingLot(database);
    await parkingLot.park({ ...parked, reason: 'at first' });
    const { revision = '' } = (await parkingLot.find('orders', 'order-1')) ?? {};
    const { promise: found, resolve: find } = Promise.withResolvers<unknown>();
    const isHoldingBack: Fault['match'] = ({ method }) => method === 'PATCH' && (find(method), true);
    const refused = { when: 'before-commit', answer: 449, match: isHoldingBack, probability: 1 } as const;
    cosmos.server().faults.randomly({ seed: 1, faults: [refused] });
    const parking = parkingLot.park({ ...parked, reason: 'behind it' });
    await found;
    expect(await parkingLot.release('orders', 'order-1', revision)).toBe('released');
    cosmos.server().faults.clear();
    await parking;
    expect(await allParked(parkingLot)).toMatchObject([{ reason: 'behind it' }]);
  });
});

describe('After a lost answer', () => {
  it('a saved view is stored once, and its writer gets a conflict', async () => {
    const readModel = cosmosReadModel<StoredSheet>(database, storedSheets);
    const key = { id: '1', partition: 'bob' };
    fail({ when: 'after-commit', answer: 'cut', match: isWrite });
    expect(await readModel.save(key, stored('1', 'bob'), undefined)).toBe('conflict');
    const found = await readModel.find(key);
    expect(found?.version).toBe(1);

    fail({ when: 'after-commit', answer: 'cut', match: ({ method }) => method === 'PUT' });
    expect(await readModel.save(key, { ...stored('1', 'bob'), version: 2 }, found?.etag)).toBe('conflict');
    expect((await readModel.find(key))?.version).toBe(2);
  });

  it('a parked commit is there once', async () => {
    const parkingLot = cosmosParkingLot(database);
    fail({ when: 'after-commit', answer: 'cut', match: isWrite });
    await parkingLot.park(parked);
    expect(await allParked(parkingLot)).toHaveLength(1);
  });

  it('a stream that was held back is not released as it was before', async () => {
    const parkingLot = cosmosParkingLot(database);
    await parkingLot.park(parked);
    const { revision = '' } = (await parkingLot.find('orders', 'order-1')) ?? {};
    fail({ when: 'after-commit', answer: 'cut', match: ({ method }) => method === 'PATCH' });
    expect(await parkingLot.holdBack('orders', 'order-1', 2)).toBe('heldBack');
    expect(await parkingLot.release('orders', 'order-1', revision)).toBe('changed');
    expect(await allParked(parkingLot)).toMatchObject([{ heldBackTo: 2 }]);
  });

  it('a released commit is gone', async () => {
    const parkingLot = cosmosParkingLot(database);
    await parkingLot.park(parked);
    fail({ when: 'after-commit', answer: 'cut', match: ({ method }) => method === 'DELETE' });
    const { revision = '' } = (await parkingLot.find('orders', 'order-1')) ?? {};
    expect(await parkingLot.release('orders', 'order-1', revision)).toBe('released');
    expect(await allParked(parkingLot)).toEqual([]);
  });

  it('a stream waits as it was changed last, and its wait ends once', async () => {
    const waiting = cosmosWaitingMessages(await cosmos.freshConsumerDatabase([]), 'email');
    const message = { id: 'order-1:1', position: 1, since: '2026-05-04T10:00:00.000Z', body: {} };
    const revision = async () => (await waiting.find('order-1'))?.revision ?? '';
    fail({ when: 'after-commit', answer: 'cut', match: isWrite });
    expect(await waiting.add(beginWaiting('order-1', message))).toBe('changed');
    fail({ when: 'after-commit', answer: 'cut', match: ({ method }) => method === 'PUT' });
    const next = { ...beginWaiting('order-1', message), tries: 9 };
    expect(await waiting.replace(next, await revision())).toBe('changed');
    expect((await waiting.find('order-1'))?.stream).toEqual(next);
    fail({ when: 'after-commit', answer: 'cut', match: ({ method }) => method === 'DELETE' });
    expect(await waiting.remove('order-1', await revision())).toBe('done');
    expect(await waiting.any()).toBe(false);
  });

  it('a name is its holder’s', async () => {
    const reservations = cosmosReservations(database);
    fail({ when: 'after-commit', answer: 'cut', match: isWrite });
    expect(await reservations.reserve('a', headAt('customer-1', 0))).toEqual({ outcome: 'reserved' });
    fail({ when: 'after-commit', answer: 'cut', match: ({ method }) => method === 'PUT' });
    expect(await reservations.confirm('a', 'customer-1')).toBe('confirmed');
    expect(await reservations.reserve('a', headAt('customer-2', 0))).toEqual({
      outcome: 'taken',
      holder: 'customer-1',
    });
    fail({ when: 'after-commit', answer: 'cut', match: ({ method }) => method === 'DELETE' });
    await reservations.release('a', headAt('customer-1', 1));
    expect(await reservations.namesOf('customer-1')).toEqual([]);
  });
});
