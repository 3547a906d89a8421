import type { Capabilities } from '../../application/system/capabilities.ts';
import { run } from '../../application/system/run.ts';
import type { EventStore } from '../../application/streams/event-store.ts';
import { StreamHead } from '../../application/streams/stream-head.ts';
import { asBob, specTime } from './as-bob.ts';
import { ledger, sheet, sheetsById, sheetsByOwner, type SheetCommand } from './ledger/index.ts';
import { memoryCapabilities } from './memory-capabilities.ts';
import { subscriberOf } from './subscriber-of.ts';
import { streamIdOf } from '../../application/streams/commit.ts';

const rent = { key: 'rent', text: 'Rent of May', amount: 5 };
const tax = { key: 'tax', text: 'Tax of 2025', amount: 1 };

/** The commands that Bob sends. */
export const commands = {
  open: {
    type: 'OpenSheet',
    data: { ownerId: 'bob', rows: [rent, tax], openedAt: '2026-05-01T09:00:00.000Z' },
    at: specTime,
  },
  changeRent: (amount: number) => ({ type: 'ChangeRow', data: { key: 'rent', amount }, at: specTime }),
  removeTax: { type: 'RemoveRow', data: { key: 'tax' }, at: specTime },
  close: { type: 'CloseSheet', data: {}, at: specTime },
  sign: { type: 'SignSheet', data: {}, at: specTime },
  drop: { type: 'DropSheet', data: { reason: 'rain' }, at: specTime },
} as const satisfies Record<string, SheetCommand | ((amount: number) => SheetCommand)>;

/** The ledger at work over memory. A rival or a fault is a store wrapped by hand. */
export const sheetsOverMemory = (
  wrap: (eventStore: EventStore) => EventStore = (eventStore) => eventStore,
  settings: Partial<Capabilities> = {},
) => {
  const { capabilities: memory, views } = memoryCapabilities(() => specTime);
  const eventStore = wrap(memory.eventStore);
  const capabilities = { ...memory, eventStore, ...settings };
  const system = run(ledger, capabilities);
  /** A process of its own: it shares what is stored with the others, and nothing else. */
  const newProcess = (own: Partial<Capabilities> = {}) => run(ledger, { ...capabilities, ...own }).handlerOf(sheet);
  const sheets = memory.readModel(sheetsById);
  const handle = system.handlerOf(sheet);
  let sent = 0;
  return {
    ...capabilities,
    views,
    system,
    history: memory.eventStore,
    bus: memory.bus,
    sheets,
    sheetsOfOwners: memory.readModel(sheetsByOwner),
    handle,
    newProcess,
    /** All commits, as the change feed gives them. */
    feed: () => memory.eventStore.feed(),
    /** Sends commands to one sheet, each under an id of its own. */
    send: async (entityId: string, ...asked: SheetCommand[]) => {
      for (const command of asked)
        await handle({ entityId, command, reach: 'all', provenance: asBob(`command-${(sent += 1)}`) });
    },
    /** Appends what only code of tomorrow could have written. */
    appendUnknownEvent: async (sheetId: string) => {
      const streamId = streamIdOf('sheet', sheetId);
      const head = StreamHead.beforeFirst(streamId).after(await eventStore.read(streamId));
      const events = [{ type: 'SheetTeleported', schemaVersion: 1, data: {} }] as const;
      await eventStore.append(head, { category: 'sheet', events, recordedAt: specTime, ...asBob('future') });
    },
    byId: subscriberOf(system, sheetsById.name),
    byOwner: subscriberOf(system, sheetsByOwner.name),
    publishing: subscriberOf(system, 'publishing'),
    view: (sheetId: string) => sheets.find({ id: sheetId, partition: sheetId }),
  };
};
