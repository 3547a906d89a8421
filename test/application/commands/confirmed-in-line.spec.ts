import { describe, expect, it } from 'vitest';
import type { EventStore } from '../../../application/streams/event-store.ts';
import { asBob } from '../../support/as-bob.ts';
import type { SheetCommand } from '../../support/ledger/index.ts';
import { commands, sheetsOverMemory } from '../../support/sheets.ts';

const ask = (id: string, command: SheetCommand) => ({
  entityId: '1',
  command,
  reach: 'all' as const,
  provenance: asBob(id),
});

/** Sheets with a count of what the store is asked, and a hold on the answers to whether there is a next commit. */
const counted = () => {
  const calls: string[] = [];
  let held: Promise<unknown> = Promise.resolve();
  const count = (inner: EventStore): EventStore => ({
    ...inner,
    append: (...asked) => (calls.push('append'), inner.append(...asked)),
    hasNext: async (...asked) => {
      calls.push('hasNext');
      const answer = await inner.hasNext(...asked);
      await held;
      return answer;
    },
  });
  const sheets = sheetsOverMemory(count);
  return { ...sheets, calls, hold: (until: Promise<unknown>) => void (held = until) };
};

describe('Commands to one stream that wait in line', () => {
  it('share one look for a next commit when nothing is appended', async () => {
    const { handle, calls } = counted();
    await handle(ask('open', commands.open));
    calls.length = 0;
    const answers = await Promise.all(Array.from({ length: 1_000 }, (_, n) => handle(ask(`sign-${n}`, commands.sign))));
    expect(answers.filter(({ outcome }) => outcome === 'rejected')).toHaveLength(1_000);
    expect(calls).toEqual(['hasNext']);
  });

  it('need no look at all behind an append that began after they had arrived', async () => {
    const { handle, calls } = counted();
    await handle(ask('open', commands.open));
    calls.length = 0;
    const answers = await Promise.all(
      Array.from({ length: 1_000 }, (_, n) => handle(ask(`same-${n}`, commands.changeRent(9)))),
    );
    expect(answers.filter((each) => each.outcome === 'accepted' && each.events.length > 0)).toHaveLength(1);
    expect(calls).toEqual(['append']);
  });

  it('are not answered by a look that began before they arrived: another process may have written since', async () => {
    const { handle, newProcess, calls, hold } = counted();
    await handle(ask('open', commands.open));
    const answered = Promise.withResolvers<undefined>();
    hold(answered.promise);
    calls.length = 0;
    const first = handle(ask('first', commands.changeRent(5)));
    await expect.poll(() => calls).toEqual(['hasNext']);
    await newProcess()(ask('rival', commands.changeRent(9)));
    const second = handle(ask('second', commands.changeRent(5)));
    answered.resolve(undefined);
    expect(await first).toMatchObject({ outcome: 'accepted', version: 1, events: [] });
    expect(await second).toMatchObject({ outcome: 'accepted', version: 3 });
  });
});
