import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inMemoryEventStore } from '../../../adapters/memory/index.ts';
import { commandHandler } from '../../../application/commands/command-handler.ts';
import { asOf } from '../../../application/history/history.ts';
import type { EventStore } from '../../../application/streams/event-store.ts';
import { account } from '../../support/account.ts';
import { memoryCapabilities } from '../../support/memory-capabilities.ts';
import { clerk } from '../../support/readers.ts';

const instant = (seconds: number): string => new Date(Date.UTC(2026, 10, 30) + seconds * 1_000).toISOString();

/** Each amount is one more than the one before, so a balance tells which events are in it. */
const balanceAfter = (events: number): number => (events * (events + 1)) / 2;

const balances = (eventStore: EventStore) =>
  asOf({
    eventStore,
    view: {
      source: account,
      owner: 'everybody',
      identifiedBy: [],
      fold: (view: { readonly balance: number } | undefined, { event }) => ({
        balance: (view?.balance ?? 0) + event.data.amount,
      }),
    },
  });

const deposit = (amount: number) => ({
  entityId: '1',
  reach: 'all' as const,
  command: { type: 'Deposit' as const, data: { amount }, at: instant(0) },
  provenance: {
    actor: 'bob',
    commandId: `command-${amount}`,
    correlationId: 'conversation-1',
    causationId: null,
    traceparent: null,
  },
});

/** What two processes, whose clocks say anything, have recorded: one deposit for each time, by turns or not. */
const recordedWith = async (clocks: readonly (readonly [process: number, seconds: number])[]) => {
  let now = 0;
  const { capabilities } = memoryCapabilities(() => instant(now));
  const newProcess = () => commandHandler(account, { ...capabilities, snapshotEvery: 3 });
  const processes = [newProcess(), newProcess()];
  for (const [index, [process, seconds]] of clocks.entries()) {
    now = seconds;
    expect(await processes[process]?.(deposit(index + 1))).toMatchObject({ outcome: 'accepted' });
  }
  return capabilities.eventStore;
};

const clocks = fc.array(fc.tuple(fc.nat(1), fc.nat(20)), { minLength: 1, maxLength: 12 });

describe('a stream that is written with clocks that jump back', () => {
  it('has times that never do', () =>
    fc.assert(
      fc.asyncProperty(clocks, async (times) => {
        const recorded = (await (await recordedWith(times)).read('account-1')).map(({ recordedAt }) => recordedAt);
        expect(recorded).toEqual(recorded.toSorted());
        expect(recorded).toEqual(
          times.map((_, index) => instant(Math.max(...times.slice(0, index + 1).map(([, at]) => at)))),
        );
      }),
    ));

  it('was at any moment what its first commits made of it, and never without one of them', () =>
    fc.assert(
      fc.asyncProperty(clocks, fc.nat(20), async (times, moment) => {
        const eventStore = await recordedWith(times);
        const firstLater = times.findIndex(([, seconds]) => seconds > moment);
        const version = firstLater < 0 ? times.length : firstLater;
        const then = await balances(eventStore)(clerk, '1', { at: instant(moment) });
        expect(then).toEqual(version === 0 ? undefined : { version, view: { balance: balanceAfter(version) } });
      }),
    ));

  it('is read in the same way where an older release has stored times that do', async () => {
    const eventStore = inMemoryEventStore();
    for (const [index, seconds] of [5, 3, 7].entries())
      await eventStore.put({
        id: String(index + 1).padStart(16, '0'),
        streamId: 'account-1',
        category: 'account',
        version: index + 1,
        events: [{ type: 'Deposited', schemaVersion: 1, data: { amount: index + 1 } }],
        recordedAt: instant(seconds),
        ...deposit(index + 1).provenance,
      });
    const at = async (seconds: number) => (await balances(eventStore)(clerk, '1', { at: instant(seconds) }))?.version;
    expect(await Promise.all([2, 3, 4, 5, 6, 7].map(at))).toEqual([undefined, undefined, undefined, 2, 2, 3]);
  });
});
