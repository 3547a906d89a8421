import { beforeEach, describe, expect, it } from 'vitest';
import {
  inMemoryEventStore,
  inMemoryMessageBus,
  inMemoryParkingLot,
  inMemoryReadModel,
} from '../../../adapters/memory/index.ts';
import { shapeOf } from '../../../adapters/read-model-shape.ts';
import { publicationOf } from '../../../application/system/module-parts.ts';
import { person, people, peopleById } from '../../support/ledger/index.ts';
import { encodeEvents } from '../../../application/streams/event-codec.ts';
import { StoreUnavailable } from '../../../application/streams/event-store.ts';
import { personalEventStore } from '../../../application/privacy/personal-event-store.ts';
import { decryptingWith } from '../../../application/privacy/decrypt-commits.ts';
import { projector } from '../../../application/views/documents/projector.ts';
import { publisher } from '../../../application/messages/publisher.ts';
import { StreamHead } from '../../../application/streams/stream-head.ts';
import { ada, registered } from '../../support/ada.ts';
import { keysOverMemory } from '../../support/personal-keys.ts';
import { asBob, specTime } from '../../support/as-bob.ts';
import { allParked } from '../../support/all-parked.ts';

const newWorld = () => {
  const keys = keysOverMemory();
  const stored = inMemoryEventStore();
  const readModel = inMemoryReadModel(shapeOf(peopleById));
  const parkingLot = inMemoryParkingLot();
  const eventStore = personalEventStore(stored, keys.process());
  const delivery = { eventStore, readModel, parkingLot, clock: () => specTime };
  return {
    keys,
    stored,
    readModel,
    parkingLot,
    eventStore,
    projecting: projector(peopleById, { ...delivery, decrypt: decryptingWith(keys.process()) }),
    /** It was not told how to make personal values readable. */
    sealedProjecting: projector(peopleById, delivery),
  };
};

let world: ReturnType<typeof newWorld>;

beforeEach(async () => {
  world = newWorld();
  const events = encodeEvents(person.events)([registered]);
  const commit = { category: 'person', events, recordedAt: specTime, ...asBob('register') };
  await world.eventStore.append(StreamHead.beforeFirst('person-1'), commit);
});

describe('A subscriber', () => {
  it('receives personal values decrypted', async () => {
    await world.projecting.deliver(world.stored.feed());
    const found = await world.readModel.find({ id: '1', partition: '1' });
    expect(found?.view).toEqual({ personId: '1', status: 'registered', ...ada });
  });

  it('parks commits that it cannot decrypt, and parked commits stay sealed', async () => {
    expect(await world.sealedProjecting.deliver(world.stored.feed())).toMatchObject({ parked: 1 });
    const parked = await allParked(world.parkingLot);
    expect(parked).toHaveLength(1);
    expect(JSON.stringify(parked)).not.toContain(ada.email);
    expect(JSON.stringify(parked)).toContain('$personal');
  });

  it('gets the batch again while the keys are unavailable, and nobody is treated as erased', async () => {
    const keys = { ...world.keys.process(), toOpen: () => Promise.reject(new StoreUnavailable('The vault is down.')) };
    const { eventStore, readModel, parkingLot } = world;
    const decrypt = decryptingWith(keys);
    const projecting = projector(peopleById, { eventStore, readModel, parkingLot, decrypt, clock: () => specTime });
    await expect(projecting.deliver(world.stored.feed())).rejects.toThrow(StoreUnavailable);
    expect(await allParked(parkingLot)).toEqual([]);
  });

  it('that publishes names the subject by an opaque id only', async () => {
    const bus = inMemoryMessageBus();
    const { parkingLot, stored, keys } = world;
    const decrypt = decryptingWith(keys.process());
    const delivery = { parkingLot, decrypt, clock: () => specTime };
    const publishing = publisher({ ...delivery, bus, publications: publicationOf(people) });
    await publishing.deliver(stored.feed());
    expect(bus.sent().map(({ body: { type, data } }) => ({ type, data }))).toEqual([
      { type: 'ledger.person-registered.v1', data: { personId: '1' } },
    ]);
    expect(JSON.stringify(bus.sent())).not.toContain(ada.email);
  });
});
