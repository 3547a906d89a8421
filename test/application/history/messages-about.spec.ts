import { describe, expect, it } from 'vitest';
import { followedFrom } from '../../../application/history/correlated-events.ts';
import { StoreUnavailable } from '../../../application/streams/event-store.ts';
import { messagesAbout } from '../../../application/system/messages-about.ts';
import type { RunningSystem } from '../../../application/system/run.ts';
import { ledger } from '../../support/ledger/index.ts';
import { asking, peopleOverMemory } from '../../support/people.ts';
import { commands, sheetsOverMemory } from '../../support/sheets.ts';
import { subscriberOf } from '../../support/subscriber-of.ts';

/** The events that followed from what Bob has asked, each with the messages about it. */
const followedIn = async ({ followedFrom }: Pick<RunningSystem, 'followedFrom'>) => {
  const page = await followedFrom('correlation-1', { limit: 100 });
  return page?.items.flatMap(({ events }) => events) ?? [];
};

describe('What followed from a request', () => {
  it('has the messages about each event as the publisher sends them', async () => {
    const bobs = sheetsOverMemory();
    await bobs.send('1', commands.open, commands.changeRent(6), commands.removeTax, commands.close, commands.sign);
    await bobs.publishing.deliver(bobs.feed());
    const events = await followedIn(bobs.system);
    expect(events.flatMap(({ messages }) => messages ?? [])).toEqual(
      bobs.bus.sent().map(({ messageId: id, body }) => ({ id, contract: body.type, consumers: [] })),
    );
    expect(events.find(({ type }) => type === 'RowChanged')?.messages).toEqual([
      { id: 'sheet-1:2', contract: 'ledger.row-changed.v1', consumers: [] },
    ]);
    expect(events.filter(({ messages }) => messages?.length === 0).length).toBeGreaterThan(0);
  });

  it('has none yet of a commit that this release cannot read, and those of the others', async () => {
    const bobs = sheetsOverMemory();
    await bobs.send('1', commands.open);
    await bobs.appendUnknownEvent('1');
    const events = await followedIn(bobs.system);
    expect(events.map(({ type, messages }) => [type, messages?.length])).toEqual([
      ['SheetOpened', 1],
      ['SheetTeleported', undefined],
    ]);
    expect(events[1]?.messages).toBeNull();
  });

  it('has the messages about people, whose values are sealed, also after their erasure', async () => {
    const world = peopleOverMemory();
    const { system, send } = world.newProcess();
    await send('1', asking.register('ada@example.com'));
    await send('1', asking.erase);
    const feed = world.stored.feed();
    await subscriberOf(system, 'publishing').deliver(feed);
    await subscriberOf(system, 'erasure').deliver(feed);
    const events = await followedIn(system);
    const told = world.bus.sent().map(({ messageId: id, body }) => ({ id, contract: body.type, consumers: [] }));
    expect(told.length).toBeGreaterThan(0);
    expect(events.flatMap(({ messages }) => messages ?? [])).toEqual(told);
    expect(JSON.stringify(events)).not.toContain('ada');
  });

  it('has what consumers have done with each message', async () => {
    const bobs = sheetsOverMemory(undefined, {
      takenBy: async ({ id }) => [{ consumer: 'readers', outcome: `read ${id}`, takenAt: null }],
    });
    await bobs.send('1', commands.open);
    const [opened] = await followedIn(bobs.system);
    expect(opened?.messages?.map(({ id, consumers }) => [id, consumers])).toEqual([
      ['sheet-1:1', [{ consumer: 'readers', outcome: 'read sheet-1:1', takenAt: null }]],
    ]);
  });

  it('is not told where the keys are away: that would look as if nobody could read it', async () => {
    const world = peopleOverMemory();
    await world.newProcess().send('1', asking.register('ada@example.com'));
    const toOpen = () => Promise.reject(new StoreUnavailable('away'));
    const messages = messagesAbout(ledger, { ...world, keys: { ...world.keys.process(), toOpen } });
    await expect(followedIn({ followedFrom: followedFrom(world.correlatedCommits, messages) })).rejects.toThrow(
      StoreUnavailable,
    );
  });

  it('is not told where the store is away, and is told without a read of what publishes nothing', async () => {
    const away = { ofCommit: () => Promise.reject(new StoreUnavailable('away')) };
    const history = { ...sheetsOverMemory().storedHistory, ...away };
    const bobs = sheetsOverMemory(undefined, { storedHistory: history });
    await bobs.send('1', commands.open);
    await expect(followedIn(bobs.system)).rejects.toThrow(StoreUnavailable);
    const others = sheetsOverMemory(undefined, { storedHistory: history, correlatedCommits: ofProcesses });
    expect(await followedIn(others.system)).toMatchObject([{ type: 'ProcessStarted', messages: [] }]);
  });
});

const ofProcesses = {
  of: async () => ({
    items: [
      {
        ...({ streamId: 'transfer-1', category: 'transfer', version: 1, types: ['ProcessStarted'] } as const),
        ...{ recordedAt: '2026-12-01T12:00:00.000Z', actor: 'process:transfer', commandId: 'a', causationId: null },
      },
    ],
  }),
};
