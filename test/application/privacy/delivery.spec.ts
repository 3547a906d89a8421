import { beforeEach, describe, expect, it } from 'vitest';
import {
  inMemoryEventStore,
  inMemoryMessageBus,
  inMemoryParkingLot,
  inMemoryReadModel,
} from '../../../adapters/memory/index.ts';
import { publicationOf } from '../../../application/system/module-parts.ts';
import { customer, customers, customersById, type CustomerView } from '../../../domain/customer/index.ts';
import { encodeEvent } from '../../../application/streams/event-codec.ts';
import { StoreUnavailable } from '../../../application/streams/event-store.ts';
import { personalEventStore } from '../../../application/privacy/personal-event-store.ts';
import { revealingWith } from '../../../application/privacy/decrypt-commits.ts';
import { projector } from '../../../application/views/projector.ts';
import { publisher } from '../../../application/messages/publisher.ts';
import { StreamHead } from '../../../application/streams/stream-head.ts';
import { ada, registered } from '../../domain/customer/customer-examples.ts';
import { keysOverMemory } from '../../support/personal-keys.ts';
import { asBob, shopTime } from '../../support/shop.ts';

const world = () => {
  const keys = keysOverMemory();
  const stored = inMemoryEventStore();
  const readModel = inMemoryReadModel<CustomerView>({ partitionKey: 'customerId', orderBy: 'registeredAt' });
  const parkingLot = inMemoryParkingLot();
  const eventStore = personalEventStore(stored, keys.process());
  const delivery = { eventStore, readModel, parkingLot, clock: () => shopTime };
  return {
    keys,
    stored,
    readModel,
    parkingLot,
    eventStore,
    projecting: projector(customersById, { ...delivery, reveal: revealingWith(keys.process()) }),
    /** It was not told how to make personal values readable. */
    sealedProjecting: projector(customersById, delivery),
  };
};

let shop: ReturnType<typeof world>;

beforeEach(async () => {
  shop = world();
  const events = [encodeEvent(customer.events, registered)] as const;
  const commit = { category: 'customer', events, recordedAt: shopTime, ...asBob('register') };
  await shop.eventStore.append(StreamHead.beforeFirst('customer-1'), commit);
});

describe('A subscriber', () => {
  it('is told of personal values as they were', async () => {
    await shop.projecting.deliver(shop.stored.feed());
    const found = await shop.readModel.find({ id: '1', partition: '1' });
    expect(found?.view).toEqual({ customerId: '1', status: 'registered', ...ada });
  });

  it('that cannot make them readable parks them, and what is parked is as sealed as the store', async () => {
    expect(await shop.sealedProjecting.deliver(shop.stored.feed())).toMatchObject({ parked: 1 });
    const parked = await shop.parkingLot.list();
    expect(parked).toHaveLength(1);
    expect(JSON.stringify(parked)).not.toContain(ada.email);
    expect(JSON.stringify(parked)).toContain('$personal');
  });

  it('gets the batch again when no key can be had, and nobody is taken for erased', async () => {
    const keys = { ...shop.keys.process(), toOpen: () => Promise.reject(new StoreUnavailable('The vault is down.')) };
    const { eventStore, readModel, parkingLot } = shop;
    const reveal = revealingWith(keys);
    const projecting = projector(customersById, { eventStore, readModel, parkingLot, reveal, clock: () => shopTime });
    await expect(projecting.deliver(shop.stored.feed())).rejects.toThrow(StoreUnavailable);
    expect(await parkingLot.list()).toEqual([]);
  });

  it('who publishes says whom it is about by an opaque id, and nothing more', async () => {
    const bus = inMemoryMessageBus();
    const { parkingLot, stored, keys } = shop;
    const reveal = revealingWith(keys.process());
    const delivery = { parkingLot, reveal, clock: () => shopTime };
    const publishing = publisher({ ...delivery, bus, publications: publicationOf(customers) });
    await publishing.deliver(stored.feed());
    expect(bus.sent().map(({ body: { type, data } }) => ({ type, data }))).toEqual([
      { type: 'shop.customer-registered.v1', data: { customerId: '1' } },
    ]);
    expect(JSON.stringify(bus.sent())).not.toContain(ada.email);
  });
});
