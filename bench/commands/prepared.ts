import { setTimeout as delay } from 'node:timers/promises';
import type { Database } from '@azure/cosmos';
import { boundedCaches } from '../../adapters/cache/index.ts';
import {
  cosmosEventStore,
  cosmosParkingLot,
  cosmosReadModel,
  cosmosSnapshotStore,
} from '../../adapters/cosmos/index.ts';
import { inMemoryMessageBus } from '../../adapters/memory/index.ts';
import { systemClock } from '../../adapters/time/index.ts';
import { orders, ordersByCustomer, ordersById, orderViewSchema, type OrderView } from '../../domain/order/index.ts';
import { projector } from '../../application/views/documents/projector.ts';
import { publisher, publisherName } from '../../application/messages/publisher.ts';
import { publicationOf } from '../../application/system/module-parts.ts';
import { emailsBeside } from './emails.ts';
import { ask, change, newProcess, place, storeHistory } from './orders.ts';
import { streamIdOf } from '../../application/streams/commit.ts';

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

/** A process that has placed an order and changed it, and both commits as the feed gives them. */
export const fed = async (database: Database, id: string) => {
  const process = await placed(database, id);
  await process(ask(id, change(1)));
  const eventStore = cosmosEventStore(database);
  const [first, second] = await eventStore.read(streamIdOf('order', id));
  return { delivery: { eventStore, parkingLot: cosmosParkingLot(database), clock: systemClock }, first, second };
};

/** A projection of orders that is fed, by processes that remember only what they were given themselves. */
export const projecting = async (database: Database, id: string, projected = byId) => {
  const readModel = cosmosReadModel<OrderView>(database, projected.shape);
  const { delivery, first, second } = await fed(database, id);
  const newFollower = () => {
    const newCache = boundedCaches({ entries: 1_000, bytes: 1024 * 1024 });
    const projection = projector(projected.projection, { ...delivery, readModel, newCache });
    return (commit: unknown) => projection.deliver([commit]);
  };
  return { readModel, first, second, deliver: newFollower(), newFollower };
};

/** Orders as they are read one by one. */
export const byId = {
  projection: ordersById,
  shape: { container: 'orders', schema: orderViewSchema, partitionKey: 'orderId' },
};

/** Orders as they are listed for their customer. */
export const byCustomer = {
  projection: ordersByCustomer,
  shape: { container: 'orders-by-customer', schema: orderViewSchema, partitionKey: 'customerId' },
};

const publications = publicationOf(orders);

/** The publisher of orders, fed, with a topic that takes everything and costs nothing here. */
export const publishing = async (database: Database, id: string) => {
  const { delivery, first, second } = await fed(database, id);
  const publish = publisher({ ...delivery, bus: inMemoryMessageBus(), publications });
  await publish.deliver([first]);
  return () => publish.deliver([second]);
};

/** The same, while the publisher has parked 200 other streams, in a process that has not published the stream before. */
export const publishingElsewhere = async (database: Database, id: string) => {
  await parkOthers(database, publisherName, id);
  const { delivery, second } = await fed(database, id);
  const publish = publisher({ ...delivery, bus: inMemoryMessageBus(), publications });
  return () => publish.deliver([second]);
};

/** Parks 200 streams for a subscriber, each with a document of about 1,000 bytes. */
export const parkOthers = async (database: Database, subscriber: string, id: string) => {
  const parkingLot = cosmosParkingLot(database);
  const parked = {
    subscriber,
    reason: 'unknown event type',
    parkedAt: place.at,
    document: { text: 'x'.repeat(1_000) },
  };
  for (let other = 0; other < 200; other += 1) await parkingLot.park({ ...parked, streamId: `order-${id}-${other}` });
  return parkingLot;
};

/** The email consumer, and the messages of an order that was placed and changed. */
export const mailing = async (database: Database, id: string) => {
  const { first, second } = await fed(database, id);
  const emails = await emailsBeside(database);
  const customerId = `customer-of-${id}`;
  const commits = [first, second].filter((commit) => commit !== undefined);
  const [placement, changedMessage] = publications.flatMap((each) => each.messagesOf(commits)).map(({ body }) => body);
  if (placement === undefined || changedMessage === undefined)
    throw new Error('An order has published too few messages.');
  const placedMessage = { ...placement, data: { ...placement.data, customerId } };
  const erased = { ...placedMessage, streamid: `erased-${id}`, type: 'shop.customer-erased.v1', data: { customerId } };
  return {
    mailPlaced: () => emails.handle(placedMessage),
    mailChanged: () => emails.handle(changedMessage),
    /** Brings the order to so many mails more. */
    fill: (count: number) =>
      Promise.all(
        Array.from({ length: count }, (_, index) =>
          emails.handle({ ...changedMessage, id: `order-${id}:${index + 3}`, streamversion: index + 3 }),
        ),
      ),
    erase: () => emails.handle(erased),
  };
};

/** A process that knows a stream of 1,500 commands, all of the last minutes. */
export const busy = async (database: Database, id: string) => {
  await storeHistory(database.container('events'), id, 1_500, systemClock());
  const process = newProcess(database);
  await process(ask(id, ship)); // refused, and loaded for it
  await snapshotOf(database, id);
  return process;
};

/** A long stream with the snapshot that those leave behind who have loaded it before. */
export const longLived = async (database: Database, id: string) => {
  await storeHistory(database.container('events'), id, 10_000);
  await newProcess(database)(ask(id, ship)); // refused, and loaded for it
  await snapshotOf(database, id);
};

const snapshotOf = async (database: Database, id: string) => {
  const snapshots = cosmosSnapshotStore(database);
  while ((await snapshots.find(streamIdOf('order', id))) === undefined) await delay(20);
};
