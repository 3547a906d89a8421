import { notTraced } from '../../application/tracing.ts';
import { StoreUnavailable, type EventStore } from '../../application/streams/event-store.ts';
import { personalEventStore } from '../../application/privacy/personal-event-store.ts';
import { run } from '../../application/system/run.ts';
import { customer, customersById, type CustomerCommand, type CustomerView } from '../../domain/customer/index.ts';
import { shop } from '../../domain/shop.ts';
import type { ReadModel } from '../../application/views/read-model.ts';
import { memoryCapabilities } from './memory-capabilities.ts';
import { asBob, shopTime } from './shop.ts';
import { subscriberOf } from './subscriber-of.ts';

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

/** Customers of the shop at work over memory, with clocks that are moved by hand. */
export const customersOverMemory = () => {
  let time = 1;
  const now = () => time;
  const { capabilities: memory, keys } = memoryCapabilities(() => shopTime, now);
  const readModel: ReadModel<CustomerView> = memory.readModel(customersById);

  /** A process of its own: it shares what is stored with the others, and nothing else. */
  const newProcess = (
    wrap: (eventStore: EventStore) => EventStore = (eventStore) => eventStore,
    tracing = notTraced,
  ) => {
    const ownKeys = keys.process();
    const eventStore = wrap(memory.eventStore);
    const system = run(shop, { ...memory, eventStore, keys: ownKeys, tracing });
    const handle = system.handlerOf(customer);
    return {
      system,
      keys: ownKeys,
      eventStore: personalEventStore(eventStore, ownKeys),
      ...system.pastOf(customersById),
      projecting: subscriberOf(system, 'customers'),
      confirming: subscriberOf(system, 'customer-emails'),
      archiving: subscriberOf(system, 'archive'),
      erasing: subscriberOf(system, 'erasure'),
      /** Sends one command, under an id of its own where none is given. */
      send: (entityId: string, command: CustomerCommand, commandId = `${entityId}-${command.type}-${(sent += 1)}`) =>
        handle({ entityId, command, reach: 'all', provenance: asBob(commandId) }),
    };
  };
  let sent = 0;
  return {
    ...memory,
    stored: memory.eventStore,
    keys,
    readModel,
    newProcess,
    view: (id: string) => readModel.find({ id, partition: id }),
    /** Moves every clock on. */
    pass: (seconds: number) => {
      time += seconds * 1_000;
      keys.pass(seconds * 1_000);
    },
  };
};
