import { describe, expect, it } from 'vitest';
import type { EventStore } from '../../../application/streams/event-store.ts';
import { asBob } from '../../support/as-bob.ts';
import type { SheetCommand } from '../../support/ledger/index.ts';
import { commands, sheetsOverMemory } from '../../support/sheets.ts';

const open = { entityId: '1', command: commands.open, reach: 'all' as const, provenance: asBob('open') };
const change = (n: number) => ({
  entityId: '1',
  command: commands.changeRent(n + 10),
  reach: 'all' as const,
  provenance: asBob(`change-${n}`),
});

/** A ledger whose store takes one commit at a time, and for each to a stream that exists 4 seconds of a clock that only it moves. */
const slowLedger = (wrap: (inner: EventStore) => EventStore = (inner) => inner) => {
  let time = 0;
  const slow = (inner: EventStore): EventStore => ({
    ...inner,
    append: async (head, commit) => {
      if (head.version > 0) time += 4_000;
      return inner.append(head, commit);
    },
  });
  return sheetsOverMemory((inner) => slow(wrap(inner)), { now: () => time });
};

describe('a command', () => {
  it('that waits behind others on its stream is given up after 10 seconds, and never carried out', async () => {
    const { handle, eventStore } = slowLedger();
    await handle(open);
    const outcomes = await Promise.all([1, 2, 3, 4, 5].map((n) => handle(change(n))));
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['accepted', 'accepted', 'accepted', 'busy', 'busy']);
    const stored = (await eventStore.read('sheet-1')).map(({ commandId }) => commandId);
    expect(stored).toEqual(['open', 'change-1', 'change-2', 'change-3']);
  });

  it('that has waited longer hears all the same why it is refused, or that there is nothing to do', async () => {
    const { handle } = slowLedger();
    await handle(open);
    const ask = (id: string, command: SheetCommand) => handle({ ...open, command, provenance: asBob(id) });
    const changes = [1, 2, 3].map((n) => handle(change(n)));
    const late = [
      ask('sign', commands.sign),
      ask('same', commands.changeRent(13)),
      ask('other', commands.changeRent(9)),
    ];
    expect(await Promise.all(changes)).toMatchObject([2, 3, 4].map((version) => ({ outcome: 'accepted', version })));
    expect(await Promise.all(late)).toMatchObject([
      { outcome: 'rejected' },
      { outcome: 'accepted', version: 4, events: [] },
      { outcome: 'busy' },
    ]);
  });

  it('that was given up is carried out when it is sent again', async () => {
    const { handle } = slowLedger();
    await handle(open);
    await Promise.all([1, 2, 3, 4].map((n) => handle(change(n))));
    expect(await handle(change(4))).toMatchObject({ outcome: 'accepted', version: 5 });
  });

  it('that has lost to others for 10 seconds is not attempted again', async () => {
    let appends = 0;
    const { handle } = slowLedger((inner) => ({
      ...inner,
      append: async (head, commit) => {
        appends += 1;
        const data = { key: 'rent', from: 5, to: 100 + appends };
        const events = [{ type: 'RowChanged', schemaVersion: 1, data }] as const;
        if (head.version > 0) await inner.append(head, { ...commit, commandId: `rival-${appends}`, events });
        return inner.append(head, commit);
      },
    }));
    await handle(open);
    appends = 0;
    expect(await handle(change(1))).toEqual({ outcome: 'busy' });
    expect(appends).toBe(3);
  });

  it('that was stored by an append whose answer took longer than 10 seconds is accepted', async () => {
    let time = 0;
    const lossy = (inner: EventStore): EventStore => ({
      ...inner,
      append: async (head, commit) => {
        await inner.append(head, commit);
        time += 11_000;
        return inner.append(head, commit);
      },
    });
    const { handle } = sheetsOverMemory(lossy, { now: () => time });
    expect(await handle(open)).toMatchObject({ outcome: 'accepted', version: 1 });
  });
});
