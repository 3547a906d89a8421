import type { Capabilities } from '../../../../application/system/capabilities.ts';
import { run } from '../../../../application/system/run.ts';
import type { EventStore } from '../../../../application/streams/event-store.ts';
import { StreamHead } from '../../../../application/streams/stream-head.ts';
import { totalProjector } from '../../../../application/views/totals/total-projector.ts';
import { asBob, specTime } from '../../../support/as-bob.ts';
import { amountsByKey, amountsByStatus, countedLedger, type SheetEvent } from '../../../support/ledger/index.ts';
import { memoryCapabilities } from '../../../support/memory-capabilities.ts';
import { subscriberOf } from '../../../support/subscriber-of.ts';
import { streamIdOf } from '../../../../application/streams/commit.ts';

const all = { limit: 100 };

/** The events of a sheet, by what happens in them. */
export const happened = {
  opened: (rows: Readonly<Record<string, number>>, ownerId = 'bob'): SheetEvent => ({
    type: 'SheetOpened',
    data: {
      ownerId,
      openedAt: specTime,
      rows: Object.entries(rows).map(([key, amount]) => ({ key, text: key, amount })),
    },
  }),
  changed: (key: string, to: number): SheetEvent => ({ type: 'RowChanged', data: { key, from: 0, to } }),
  removed: (key: string): SheetEvent => ({ type: 'RowRemoved', data: { key } }),
  closed: { type: 'SheetClosed', data: {} } satisfies SheetEvent,
  signed: { type: 'SheetSigned', data: {} } satisfies SheetEvent,
  dropped: { type: 'SheetDropped', data: { reason: 'rain' } } satisfies SheetEvent,
};

/** Appends commits of these events to a sheet. */
export const append = async (eventStore: EventStore, sheetId: string, ...commits: readonly SheetEvent[][]) => {
  const streamId = streamIdOf('sheet', sheetId);
  let head = StreamHead.beforeFirst(streamId).after(await eventStore.read(streamId));
  for (const events of commits) {
    const [first, ...others] = events.map(({ type, data }) => ({ type, data, schemaVersion: 1 }));
    if (first === undefined) throw new Error('A commit has an event.');
    const answer = await eventStore.append(head, {
      category: 'sheet',
      recordedAt: specTime,
      ...asBob(`${streamId} behind ${head.version}`),
      events: [first, ...others],
    });
    if (answer.outcome !== 'appended') throw new Error(answer.outcome);
    head = head.after(answer.commits);
  }
};

/** The ledger with totals, over memory. Hosts share what is stored, and remember for themselves. */
export const counting = (settings: Partial<Capabilities> = {}) => {
  const { capabilities: memory, totals } = memoryCapabilities(() => specTime);
  const capabilities = { ...memory, ...settings };
  const system = run(countedLedger, capabilities);
  /** The subscribers as another process would have them: made as the system does, which would make much that is not used here. */
  const newHost = () => ({
    byKey: totalProjector(amountsByKey, { ...capabilities, contributions: capabilities.contributions(amountsByKey) }),
    byStatus: totalProjector(amountsByStatus, {
      ...capabilities,
      contributions: capabilities.contributions(amountsByStatus),
    }),
  });
  const pageOf = async (answer: ReturnType<ReturnType<typeof system.totalReaderOf>['read']>) => {
    const read = await answer;
    if (read.found !== 'current') throw new Error(read.found);
    return read.page.items;
  };
  return {
    ...memory,
    system,
    byKey: subscriberOf(system, amountsByKey.name),
    byStatus: subscriberOf(system, amountsByStatus.name),
    newHost,
    statusTotal: amountsByStatus,
    loseTotals: () => {
      for (const each of totals.values()) each.clear();
    },
    feed: () => memory.eventStore.feed(),
    append: (sheetId: string, ...commits: readonly SheetEvent[][]) => append(memory.eventStore, sheetId, ...commits),
    keys: () => pageOf(system.totalReaderOf(amountsByKey).read(all)),
    statuses: () => pageOf(system.totalReaderOf(amountsByStatus).read(all)),
  };
};
