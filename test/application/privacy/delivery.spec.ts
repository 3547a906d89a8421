import { beforeEach, describe, expect, it } from 'vitest';
import {
  inMemoryEventStore,
  inMemoryMessageBus,
  inMemoryParkingLot,
  inMemoryReadModel,
} from '../../../adapters/memory/index.ts';
import { shapeOf } from '../../../adapters/read-model-shape.ts';
import { publicationOf } from '../../../application/system/module-parts.ts';
import { customer, customers, customersById } from '../../../domain/customer/index.ts';
import { encodeEvents } from '../../../application/streams/event-codec.ts';
import { StoreUnavailable } from '../../../application/streams/event-store.ts';
import { personalEventStore } from '../../../application/privacy/personal-event-store.ts';
import { decryptingWith } from '../../../application/privacy/decrypt-commits.ts';
import { projector } from '../../../application/views/projector.ts';
import { publisher } from '../../../application/messages/publisher.ts';
import { StreamHead } from '../../../application/streams/stream-head.ts';
import { ada, registered } from '../../domain/customer/customer-examples.ts';
import { keysOverMemory } from '../../support/personal-keys.ts';
import { asBob, shopTime } from '../../support/shop.ts';
import { allParked } from '../../support/all-parked.ts';

const world = () => {
  const keys = keysOverMemory();
  const stored = inMemoryEventStore();
  const readModel = inMemoryReadModel(shapeOf(customersById));
  const parkingLot = inMemoryParkingLot();
  const eventStore = personalEventStore(stored, keys.process());
  const delivery = { eventStore, readModel, parkingLot, clock: () => shopTime };
  return {
    keys,
    stored,
    readModel,
    parkingLot,
    eventStore,
    projecting: projector(customersById, { ...delivery, decrypt: decryptingWith(keys.process()) }),
    /** It was not told how to make personal values readable. */
    sealedProjecting: projector(customersById, delivery),
  };
};

let shop: ReturnType<typeof world>;

beforeEach(async () => {
  shop = world();
  const events = encodeEvents(customer.events)([registered]);
  const commit = { category: 'customer', events, recordedAt: shopTime, ...asBob('register') };
  await shop.eventStore.append(StreamHead.beforeFirst('customer-1'), commit);
});

describe('A subscriber', () => {
  it('receives personal values decrypted', async () => {
    await shop.projecting.deliver(shop.stored.feed());
    const found = await shop.readModel.find({ id: '1', partition: '1' });
    expect(found?.view).toEqual({ customerId: '1', status: 'registered', ...ada });
  });

  it('parks commits that it cannot decrypt, and parked commits stay sealed', async () => {
    expect(await shop.sealedProjecting.deliver(shop.stored.feed())).toMatchObject({ parked: 1 });
    const parked = await allParked(shop.parkingLot);
    expect(parked).toHaveLength(1);
    expect(JSON.stringify(parked)).not.toContain(ada.email);
    expect(JSON.stringify(parked)).toContain('$personal');
  });

  it('gets the batch again while the keys are unavailable, and nobody is treated as erased', async () => {
    const keys = { ...shop.keys.process(), toOpen: () => Promise.reject(new StoreUnavailable('The vault is down.')) };
    const { eventStore, readModel, parkingLot } = shop;
    const decrypt = decryptingWith(keys);
    const projecting = projector(customersById, { eventStore, readModel, parkingLot, decrypt, clock: () => shopTime });
    await expect(projecting.deliver(shop.stored.feed())).rejects.toThrow(StoreUnavailable);
    expect(await allParked(parkingLot)).toEqual([]);
  });

  it('that publishes names the subject by an opaque id only', async () => {
    const bus = inMemoryMessageBus();
    const { parkingLot, stored, keys } = shop;
    const decrypt = decryptingWith(keys.process());
    const delivery = { parkingLot, decrypt, clock: () => shopTime };
    const publishing = publisher({ ...delivery, bus, publications: publicationOf(customers) });
    await publishing.deliver(stored.feed());
    expect(bus.sent().map(({ body: { type, data } }) => ({ type, data }))).toEqual([
      { type: 'shop.customer-registered.v1', data: { customerId: '1' } },
    ]);
    expect(JSON.stringify(bus.sent())).not.toContain(ada.email);
  });
});
