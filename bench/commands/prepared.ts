import { setTimeout as delay } from 'node:timers/promises';
import type { Database } from '@azure/cosmos';
import {
  cosmosEventStore,
  cosmosParkingLot,
  cosmosReadModel,
  cosmosSnapshotStore,
} from '../../adapters/cosmos/index.ts';
import { systemClock } from '../../adapters/time/index.ts';
import type { OrderView } from '../../application/order/order-view.ts';
import { ordersById } from '../../application/order/projections.ts';
import { projector } from '../../application/projector.ts';
import { ask, change, newProcess, place, storeHistory } from './orders.ts';

/** Cancels an order. */
export const cancel = { type: 'CancelOrder', data: { reason: 'rain' }, at: place.at } as const;
/** Asks for what an order that is only placed refuses. */
export const ship = { type: 'ShipOrder', data: {}, at: place.at } as const;

/** A process that has placed an order. */
export const placed = async (database: Database, id: string) => {
  const process = newProcess(database);
  await process(ask(id, place, `place-${id}`));
  return process;
};

/** The projection of orders, and the commits of an order as the feed gives them. */
export const projecting = async (database: Database, id: string) => {
  const readModel = cosmosReadModel<OrderView>(database, { container: 'orders', partitionKey: 'orderId' });
  const eventStore = cosmosEventStore(database);
  const projection = projector(ordersById, {
    eventStore,
    readModel,
    parkingLot: cosmosParkingLot(database),
    clock: systemClock,
  });
  const process = await placed(database, id);
  await process(ask(id, change(1)));
  const [first, second] = await eventStore.read(`order-${id}`);
  const deliver = (commit: unknown) => projection.deliver([commit]);
  return { readModel, deliver, first, second };
};

/** A long stream with the snapshot that those leave behind who have loaded it before. */
export const longLived = async (database: Database, id: string) => {
  await storeHistory(database.container('events'), id, 10_000);
  await newProcess(database)(ask(id, ship)); // refused, and loaded for it
  const snapshots = cosmosSnapshotStore(database);
  while ((await snapshots.find(`order-${id}`)) === undefined) await delay(20);
};
