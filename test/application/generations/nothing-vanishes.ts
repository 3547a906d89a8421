import { beforeEach, describe, expect, it } from 'vitest';
import type { Capabilities } from '../../../application/system/capabilities.ts';
import { lives } from '../views/joined/joining.ts';
import { happened } from '../views/totals/counting.ts';
import { askingAbout, keptInTwo } from './kept-in-two.ts';

/** The generations of both views by their number. */
const of = (generation: 1 | 2): readonly string[] =>
  generation === 1 ? ['deeds', 'owners'] : ['deeds.v2', 'owners.v2'];

/** What a switch of a log and of a joined view may not take from readers, wherever they are stored. */
export const nothingVanishes = (name: string, stores: () => Promise<Partial<Capabilities>>): void => {
  describe(`${name}: readers of a log and of a joined view, from a switch on`, () => {
    let ledger: ReturnType<typeof keptInTwo>;
    /** What happens while a read waits; the read gives up behind it. */
    let meanwhile: (() => Promise<unknown>)[];
    /** A process that has asked before, so that it learns of a switch only after ten seconds. */
    let unaware: ReturnType<typeof askingAbout>;
    beforeEach(async () => {
      meanwhile = [];
      const pause = async () => {
        const next = meanwhile.shift();
        await next?.();
        return next !== undefined;
      };
      ledger = keptInTwo({ ...(await stores()), patience: () => ({ within: (work) => work, pause }) });
      await ledger.append('person-bob', [lives.registered('Bob')]);
      await ledger.append('sheet-1', [happened.opened({ rent: 5 })]);
      await ledger.deliver(...of(1), ...of(2));
      unaware = await askedBefore();
    });

    const askedBefore = async () => {
      const process = askingAbout(ledger.newProcess());
      await seen(process);
      return process;
    };
    const seen = async ({ listDeeds, readOwner }: ReturnType<typeof askingAbout>) => {
      const [entries, owner] = [await listDeeds(), await readOwner()];
      return { entries: entries.length, amount: owner?.amount, isSecond: owner !== undefined && owner.closed !== null };
    };
    const register = async (live: 1 | 2) => {
      for (const view of ['deeds', 'owners']) await ledger.register(view, live);
    };
    const delivering = (generation: 1 | 2) => () => ledger.deliver(...of(generation));

    it.each([
      { from: 1, to: 2 },
      { from: 2, to: 1 },
    ] as const)(
      'see in generation $to what was shown in generation $from, which it gets later',
      async ({ from, to }) => {
        await register(from);
        ledger.time.ms = 60_000;
        unaware = await askedBefore();
        await ledger.append('sheet-2', [happened.opened({ rent: 7 })]);
        await ledger.deliver(...of(from));
        expect(await seen(unaware)).toEqual({ entries: 3, amount: 12, isSecond: from === 2 });
        await register(to);
        meanwhile = [delivering(to)];
        expect(await seen(askingAbout(ledger.newProcess()))).toEqual({ entries: 3, amount: 12, isSecond: to === 2 });
        expect(meanwhile).toEqual([]);
      },
    );

    it('see nothing of the live generation that who still reads the former one would not see then', async () => {
      await register(2);
      await ledger.append('sheet-1', [happened.changed('rent', 8)]);
      await ledger.deliver(...of(2));
      meanwhile = [delivering(1)];
      const aware = askingAbout(ledger.newProcess());
      expect(await aware.listDeeds()).toHaveLength(3);
      expect(meanwhile).toEqual([]);
      expect(await seen(unaware)).toEqual({ entries: 3, amount: 8, isSecond: false });
      expect(await seen(aware)).toEqual({ entries: 3, amount: 8, isSecond: true });
    });

    it('wait likewise for a joined document', async () => {
      await register(2);
      await ledger.append('sheet-1', [happened.changed('rent', 8)]);
      await ledger.deliver(...of(2));
      meanwhile = [delivering(1)];
      expect(await askingAbout(ledger.newProcess()).readOwner()).toMatchObject({ amount: 8, closed: 0 });
      expect(meanwhile).toEqual([]);
      expect(await unaware.readOwner()).toMatchObject({ amount: 8, closed: null });
    });

    it('find what they have found once, where the live generation does not have it yet', async () => {
      await ledger.append('sheet-9', [happened.opened({ rent: 3 }, 'eve')]);
      await ledger.deliver(...of(1));
      await register(2);
      const { owners, deeds } = askingAbout(ledger.newProcess());
      expect(await owners.read('eve')).toMatchObject({ found: 'current', view: { amount: 3, closed: null } });
      expect((await deeds.list({ partition: 'bob', limit: 9 })).items).toHaveLength(3);
      ledger.time.ms = 60_000;
      expect(await askingAbout(ledger.newProcess()).owners.read('eve')).toEqual({ found: 'nothing' });
    });

    it('who wait for what they have written find it on every process then', async () => {
      await register(2);
      await ledger.append('sheet-2', [happened.opened({ rent: 7 })]);
      await ledger.deliver(...of(2));
      const after = { streamId: 'sheet-2', version: 1 } as const;
      meanwhile = [delivering(1)];
      expect(await askingAbout(ledger.newProcess()).deeds.waitFor(after)).toBe('there');
      expect(await unaware.listDeeds()).toHaveLength(3);
    });
  });
};
