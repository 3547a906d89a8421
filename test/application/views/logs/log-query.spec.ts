import { describe, expect, it } from 'vitest';
import type { EventStore } from '../../../../application/streams/event-store.ts';
import { StreamHead } from '../../../../application/streams/stream-head.ts';
import { asBob, specTime } from '../../../support/as-bob.ts';
import { memoryCapabilities } from '../../../support/memory-capabilities.ts';
import { clerk, owning } from '../../../support/readers.ts';
import { commands } from '../../../support/sheets.ts';
import { logging, looking } from './logging.ts';

const second = { streamId: 'sheet-1' as const, version: 2 };

/** A ledger in which Bob has opened and changed a sheet, and a reader that looks so often. */
const asking = async (
  times: number,
  meanwhile?: (ledger: ReturnType<typeof logging>, looks: number) => Promise<unknown>,
) => {
  const looks: number[] = [];
  const patience = looking(times, async (look) => {
    looks.push(look);
    await meanwhile?.(ledger, look);
  });
  const ledger = logging({ patience });
  await ledger.send('1', commands.open, commands.changeRent(6));
  return { ledger, looks };
};

describe('A query of a log after an event', () => {
  it('is answered at once where the entry is there, with one point read of the partition that it asks for', async () => {
    const { ledger, looks } = await asking(3);
    await ledger.deeds.deliver(ledger.feed());
    const read = ledger.reads.length;
    expect(await ledger.deedsFor(clerk).waitFor(second, 'bob')).toBe('there');
    expect(ledger.reads).toHaveLength(read);
    expect(looks).toEqual([]);
    expect(await ledger.deedsFor(clerk).waitFor(second, 'eve')).toBe('there');
    expect(await ledger.deedsFor(clerk).waitFor(second)).toBe('there');
  });

  it('waits until the entry is there', async () => {
    const { ledger, looks } = await asking(9, async (each, look) => look === 3 && each.deeds.deliver(each.feed()));
    expect(await ledger.deedsFor(clerk).waitFor(second, 'bob')).toBe('there');
    expect(looks).toEqual([1, 2, 3]);
  });

  it('is late when patience runs out, and has read each event once, however often it has looked', async () => {
    const read: number[] = [];
    const memory = memoryCapabilities(() => specTime).capabilities.eventStore;
    const eventStore: EventStore = {
      ...memory,
      read: async (...of) => {
        const commits = await memory.read(...of);
        read.push(...commits.map(({ version }) => version));
        return commits;
      },
    };
    const ledger = logging({ patience: looking(7), eventStore });
    await ledger.send('1', commands.open, commands.changeRent(6));
    read.length = 0;
    expect(await ledger.deedsFor(clerk).waitFor(second, 'bob')).toEqual({ found: 'late' });
    expect(read).toEqual([1, 2]);
  });

  it('finds nothing at the second look where there is no such stream, and at once where the log keeps no such kind', async () => {
    const { ledger, looks } = await asking(20);
    const deeds = ledger.deedsFor(clerk);
    expect(await deeds.waitFor({ streamId: 'letter-1', version: 1 }, 'bob')).toEqual({ found: 'nothing' });
    expect(looks).toEqual([]);
    expect(await deeds.waitFor({ streamId: 'sheet-9', version: 1 }, 'bob')).toEqual({ found: 'nothing' });
    expect(looks).toEqual([1]);
  });

  it('is refused after a while for a version that the stream does not have', async () => {
    const { ledger } = await asking(20);
    const answer = await ledger.deedsFor(clerk).waitFor({ streamId: 'sheet-1', version: 3 }, 'bob');
    expect(answer).toEqual({ found: 'beyond', version: 2 });
  });

  it('does not wait for an event that has no entry', async () => {
    const { ledger, looks } = await asking(3);
    expect(await ledger.movesFor(clerk).waitFor({ streamId: 'sheet-1', version: 1 }, '1')).toBe('there');
    expect(looks).toEqual([]);
  });

  it('waits for an event within a commit', async () => {
    const { ledger } = await asking(3);
    const head = StreamHead.beforeFirst('sheet-2');
    const closed = { type: 'SheetClosed', schemaVersion: 1, data: {} };
    const rows = { ownerId: 'bob', rows: [], openedAt: specTime };
    await ledger.eventStore.append(head, {
      ...asBob('both'),
      category: 'sheet',
      recordedAt: specTime,
      events: [{ type: 'SheetOpened', schemaVersion: 1, data: rows }, closed],
    });
    expect(await ledger.deedsFor(clerk).waitFor({ streamId: 'sheet-2', version: 1 })).toEqual({ found: 'late' });
    await ledger.deeds.deliver(ledger.feed());
    expect(await ledger.deedsFor(clerk).waitFor({ streamId: 'sheet-2', version: 1 })).toBe('there');
  });
});

describe('A log that is read by callers who reach their own entries only', () => {
  const ofTwo = async () => {
    const ledger = logging({ patience: looking(20) });
    await ledger.send('1', commands.open);
    await ledger.sendAs('eve')('2', commands.open, commands.close);
    await ledger.deeds.deliver(ledger.feed());
    return ledger;
  };

  it('shows them these, whatever they ask for, and counts no other', async () => {
    const eve = (await ofTwo()).deedsFor(owning('eve'));
    for (const scope of [{}, { partition: 'eve' }]) {
      expect((await eve.list({ ...scope, limit: 10 })).items.map(({ view }) => view.actor)).toEqual(['eve', 'eve']);
      expect(await eve.count(scope)).toBe(2);
    }
    expect(await eve.list({ partition: 'bob', limit: 10 })).toEqual({ items: [] });
    expect(await eve.count({ partition: 'bob' })).toBe(0);
  });

  it('does not tell them whether an event of others is there, nor how far its stream goes', async () => {
    const eve = (await ofTwo()).deedsFor(owning('eve'));
    expect(await eve.waitFor({ streamId: 'sheet-2', version: 2 }, 'eve')).toBe('there');
    for (const partition of ['bob', 'eve', undefined])
      for (const [streamId, version] of [
        ['sheet-1', 1],
        ['sheet-1', 2],
        ['sheet-3', 1],
      ] as const)
        expect(await eve.waitFor({ streamId, version }, partition)).toEqual({ found: 'nothing' });
  });
});
