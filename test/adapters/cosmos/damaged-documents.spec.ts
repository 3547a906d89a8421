import type { Database } from '@azure/cosmos';
import { expect, it } from 'vitest';
import { cosmosParkingLot, cosmosReadModel } from '../../../adapters/cosmos/index.ts';
import type { Facts } from '../../../application/tracing.ts';
import { useLocalCosmos } from '../../support/local-cosmos.ts';
import { stored, storedSheets, type StoredSheet } from '../contracts/read-model.contract.ts';
import { allParked } from '../../support/all-parked.ts';

const cosmos = useLocalCosmos();

const parked = {
  subscriber: 'orders',
  streamId: 'order-1',
  reason: 'no event',
  parkedAt: '2026-05-04T10:00:00.000Z',
  document: {},
};

/** Lines for operators, as a store has written them. */
const written = () => {
  const lines: Facts[] = [];
  return { lines, tracing: { log: (line: Facts) => void lines.push(line) } };
};
const put = (database: Database, container: string, document: Readonly<Record<string, unknown>>) =>
  database.container(container).items.upsert(document);

it('passes over a damaged document in a list, and names its container and id to operators', async () => {
  const database = await cosmos.freshDatabase();
  const { lines, tracing } = written();
  const readModel = cosmosReadModel<StoredSheet>(database, storedSheets, { tracing });
  await readModel.save({ id: '1', partition: 'bob' }, stored('1', 'bob'), undefined);
  await put(database, 'sheets-by-owner', { id: '2', ...stored('2', 'bob').view, version: 'secret' });
  expect(await readModel.list({ partition: 'bob', limit: 5 })).toEqual({ items: [stored('1', 'bob')] });
  expect(lines).toEqual([
    {
      event: 'damaged-document',
      container: 'sheets-by-owner',
      document: '2',
      damage: expect.stringContaining('version'),
    },
  ]);
  expect(JSON.stringify(lines)).not.toContain('secret');
});

it('finds a damaged document as one that can be replaced', async () => {
  const database = await cosmos.freshDatabase();
  const readModel = cosmosReadModel<StoredSheet>(database, storedSheets);
  const key = { id: '1', partition: 'bob' };
  await put(database, 'sheets-by-owner', { id: '1', version: 1, ownerId: 'bob' });
  const found = await readModel.find(key);
  expect(found).toEqual({ damage: expect.stringContaining('sheetId'), etag: expect.any(String) });
  expect(await readModel.save(key, stored('1', 'bob'), found?.etag)).toEqual({ etag: expect.any(String) });
  expect(await readModel.find(key)).toMatchObject(stored('1', 'bob'));
});

it('lists what is parked beside junk, and names the junk to operators', async () => {
  const database = await cosmos.freshDatabase();
  const { lines, tracing } = written();
  const parkingLot = cosmosParkingLot(database, { tracing });
  await parkingLot.park(parked);
  await put(database, 'parked', { id: 'junk', subscriber: 'orders', reason: 7 });
  expect(await allParked(parkingLot, 'orders')).toEqual([parked]);
  expect(await allParked(parkingLot)).toEqual([parked]);
  expect(lines).toMatchObject([
    { event: 'damaged-document', container: 'parked', document: 'junk' },
    { event: 'damaged-document', container: 'parked', document: 'junk' },
  ]);
});

it('keeps a stream waiting whose parked document was damaged in its place', async () => {
  const database = await cosmos.freshDatabase();
  const parkingLot = cosmosParkingLot(database);
  await put(database, 'parked', { id: 'order-1', subscriber: 'orders', streamId: 'order-1', reason: 7 });
  expect(await allParked(parkingLot, 'orders')).toMatchObject([
    { streamId: 'order-1', reason: expect.stringContaining('damaged') },
  ]);
  expect(await parkingLot.parkedAmong('orders', ['order-1', 'order-2'])).toEqual(['order-1']);
  const { revision = '' } = (await parkingLot.find('orders', 'order-1')) ?? {};
  expect(await parkingLot.release('orders', 'order-1', revision)).toBe('released');
  expect(await allParked(parkingLot, 'orders')).toEqual([]);
});

it.each([
  ['no number', { heldBack: 'often', heldBackTo: 2 }],
  ['nothing', { heldBack: null }],
  ['a list', { heldBack: [], heldBackTo: 'far' }],
])('counts anew what a stream holds back whose parked document has %s for a count', async (_, damage) => {
  const database = await cosmos.freshDatabase();
  const parkingLot = cosmosParkingLot(database);
  await put(database, 'parked', { id: 'order-1', ...parked, ...damage });
  expect(await parkingLot.holdBack('orders', 'order-1', 4)).toBe('heldBack');
  expect(await allParked(parkingLot, 'orders')).toEqual([{ ...parked, heldBack: 1, heldBackTo: 4 }]);
});
