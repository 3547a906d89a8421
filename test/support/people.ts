import { notTraced } from '../../application/tracing.ts';
import { StoreUnavailable, type EventStore } from '../../application/streams/event-store.ts';
import { personalEventStore } from '../../application/privacy/personal-event-store.ts';
import { run } from '../../application/system/run.ts';
import { ledger, peopleById, person, type PersonCommand, type PersonView } from './ledger/index.ts';
import type { ReadModel } from '../../application/views/read-model.ts';
import { memoryCapabilities } from './memory-capabilities.ts';
import { asBob, specTime } from './as-bob.ts';
import { subscriberOf } from './subscriber-of.ts';

/** The commands about a person. */
export const asking = {
  register: (email: string, name = 'Ada Lovelace') => ({
    type: 'RegisterPerson',
    data: { name, email },
    at: specTime,
  }),
  changeEmail: (email: string) => ({ type: 'ChangePersonEmail', data: { email }, at: specTime }),
  erase: { type: 'ErasePerson', data: {}, at: specTime },
} as const satisfies Record<string, PersonCommand | ((...args: string[]) => PersonCommand)>;

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

/** People of the ledger at work over memory, with clocks that are moved by hand. */
export const peopleOverMemory = () => {
  let time = 1;
  const now = () => time;
  const { capabilities: memory, keys } = memoryCapabilities(() => specTime, now);
  const readModel: ReadModel<PersonView> = memory.readModel(peopleById);

  /** A process of its own: it shares what is stored with the others, and nothing else. */
  const newProcess = (
    wrap: (eventStore: EventStore) => EventStore = (eventStore) => eventStore,
    tracing = notTraced,
  ) => {
    const ownKeys = keys.process();
    const eventStore = wrap(memory.eventStore);
    const system = run(ledger, { ...memory, eventStore, keys: ownKeys, tracing });
    const handle = system.handlerOf(person);
    return {
      system,
      keys: ownKeys,
      eventStore: personalEventStore(eventStore, ownKeys),
      ...system.pastOf(peopleById),
      projecting: subscriberOf(system, 'people'),
      confirming: subscriberOf(system, 'person-emails'),
      archiving: subscriberOf(system, 'archive'),
      erasing: subscriberOf(system, 'erasure'),
      /** Sends one command, under an id of its own where none is given. */
      send: (entityId: string, command: PersonCommand, commandId = `${entityId}-${command.type}-${(sent += 1)}`) =>
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
