import { notTraced } from '../../application/tracing.ts';
import { boundedCaches } from '../../adapters/cache/index.ts';
import {
  inMemoryArchive,
  inMemoryEventStore,
  inMemoryKeyDocuments,
  inMemoryParkingLot,
  inMemoryReadModel,
  inMemoryReservations,
  inMemorySnapshotStore,
} from '../../adapters/memory/index.ts';
import { archiver } from '../../application/archive/archiver.ts';
import { customerEmail } from '../../application/customer/customer-email.ts';
import { customersById, customerView, type CustomerView } from '../../application/customer/customer-view.ts';
import { StoreUnavailable, type EventStore } from '../../application/streams/event-store.ts';
import { asOf, historyOf } from '../../application/history/history.ts';
import { eraser } from '../../application/privacy/eraser.ts';
import { personalEventStore } from '../../application/privacy/personal-event-store.ts';
import { personalSnapshotStore } from '../../application/privacy/personal-snapshot-store.ts';
import { revealingWith } from '../../application/privacy/decrypt-commits.ts';
import { projector } from '../../application/views/projector.ts';
import { confirmValues } from '../../application/unique-values/confirm-values.ts';
import { handleUniquely } from '../../application/unique-values/handle-uniquely.ts';
import { nameByFingerprint } from '../../application/unique-values/unique-value.ts';
import { customer, type CustomerCommand } from '../../domain/customer/index.ts';
import { erasedBy } from '../../functions/erasures.ts';
import { keysOverMemory } from './personal-keys.ts';
import { asBob, shopTime } from './shop.ts';

/** The commands about a customer. */
export const asking = {
  register: (email: string, name = 'Ada Lovelace') => ({
    type: 'RegisterCustomer',
    data: { name, email },
    at: shopTime,
  }),
  changeEmail: (email: string) => ({ type: 'ChangeCustomerEmail', data: { email }, at: shopTime }),
  erase: { type: 'EraseCustomer', data: {}, at: shopTime },
} as const satisfies Record<string, CustomerCommand | ((...args: string[]) => CustomerCommand)>;

/** A store that dies right before, or right after, its next append. */
export const dying =
  (when: 'never' | 'before' | 'after') =>
  (eventStore: EventStore): EventStore => ({
    ...eventStore,
    append: async (...asked) => {
      if (when === 'before') throw new StoreUnavailable('The power is gone.');
      const answer = await eventStore.append(...asked);
      if (when === 'after') throw new StoreUnavailable('The power is gone.');
      return answer;
    },
  });

/** Everything that customers are made of, over memory, with clocks that are moved by hand. */
export const customersOverMemory = () => {
  const stored = inMemoryEventStore();
  const keys = keysOverMemory();
  let time = 1;
  const now = () => time;
  const reservations = inMemoryReservations(now);
  const storedSnapshots = inMemorySnapshotStore();
  const readModel = inMemoryReadModel<CustomerView>({ partitionKey: 'customerId', orderBy: 'registeredAt' });
  const parkingLot = inMemoryParkingLot();
  const archive = inMemoryArchive();
  const archivedKeys = inMemoryKeyDocuments();
  const clock = () => shopTime;

  /** A process of its own: it shares what is stored with the others, and nothing else. */
  const newProcess = (
    wrap: (eventStore: EventStore) => EventStore = (eventStore) => eventStore,
    tracing = notTraced,
  ) => {
    const ownKeys = keys.process();
    const eventStore = wrap(personalEventStore(stored, ownKeys));
    const reserving = { reservations, nameValue: nameByFingerprint(ownKeys) };
    const delivery = { eventStore, parkingLot, clock, reveal: revealingWith(ownKeys) };
    const handle = handleUniquely(customer, customerEmail, {
      ...reserving,
      eventStore,
      tracing,
      clock,
      snapshots: personalSnapshotStore(storedSnapshots, ownKeys),
      newCache: boundedCaches({ entries: 100, bytes: 1_000_000, personalMs: 300_000, now }),
      pause: () => Promise.resolve(),
    });
    const remembering = { eventStore, aggregate: customer, view: customerView };
    return {
      keys: ownKeys,
      eventStore,
      history: historyOf(remembering),
      asOf: asOf(remembering),
      projecting: projector(customersById, { ...delivery, readModel }),
      confirming: confirmValues(customer, customerEmail, { ...delivery, ...reserving }),
      archiving: archiver({ ...delivery, archive, keyDocuments: keys.documents, archivedKeys }),
      erasing: eraser({ ...delivery, keys: ownKeys, archivedKeys, erasedBy }),
      /** Sends one command, under an id of its own where none is given. */
      send: (entityId: string, command: CustomerCommand, commandId = `${entityId}-${command.type}-${(sent += 1)}`) =>
        handle({ entityId, command, provenance: asBob(commandId) }),
    };
  };
  let sent = 0;
  return {
    stored,
    keys,
    archive,
    archivedKeys,
    reservations,
    readModel,
    parkingLot,
    newProcess,
    view: (id: string) => readModel.find({ id, partition: id }),
    /** Moves every clock on. */
    pass: (seconds: number) => {
      time += seconds * 1_000;
      keys.pass(seconds * 1_000);
    },
  };
};
