import { describe, expect, it } from 'vitest';
import { viewReaders } from '../../../../application/views/documents/view-query.ts';
import { sheetsById } from '../../../support/ledger/index.ts';
import { clerk, owning } from '../../../support/readers.ts';
import { commands, sheetsOverMemory } from '../../../support/sheets.ts';

const key = { id: '1', partition: '1' };

const asked = async (
  patience: number,
  meanwhile: (bobs: ReturnType<typeof sheetsOverMemory>, looks: number) => Promise<unknown>,
) => {
  const bobs = sheetsOverMemory();
  await bobs.send('1', commands.open);
  await bobs.byId.deliver(bobs.feed());
  await bobs.send('1', commands.changeRent(6));
  return viewReaders(sheetsById, {
    ...bobs,
    readModel: bobs.sheets,
    patience: () => ({
      within: (work) => work,
      pause: async (looks) => {
        await meanwhile(bobs, looks);
        return looks < patience;
      },
    }),
  }).for(clerk).read;
};

const nothing = () => Promise.resolve();

describe('a question for a view', () => {
  it('takes what is there when no version is asked for', async () => {
    const ask = await asked(5, nothing);
    expect(await ask(key)).toMatchObject({ found: 'current', version: 1, view: { sheetId: '1' } });
  });

  it('takes what is there when it is new enough', async () => {
    const ask = await asked(5, () => Promise.reject(new Error('there is nothing to wait for')));
    expect(await ask(key, 1)).toMatchObject({ found: 'current', version: 1 });
  });

  it('waits for the version that a command has answered', async () => {
    const ask = await asked(5, async (bobs, looks) => {
      if (looks === 2) await bobs.byId.deliver(bobs.feed());
    });
    expect(await ask(key, 2)).toMatchObject({ found: 'current', version: 2, view: { rows: [{ amount: 6 }, {}] } });
  });

  it('says how far the view has come when patience runs out', async () => {
    const ask = await asked(3, nothing);
    expect(await ask(key, 2)).toEqual({ found: 'late', version: 1 });
  });

  it('waits for a view that is not there yet, too', async () => {
    const ask = await asked(3, (bobs, looks) => (looks === 1 ? bobs.send('2', commands.open) : nothing()));
    expect(await ask({ id: '2', partition: '2' }, 1)).toEqual({ found: 'late', version: 0 });
  });

  it('does not wait for a view of what was never written', async () => {
    const looks: number[] = [];
    const ask = await asked(10, async (_, look) => void looks.push(look));
    expect(await ask({ id: '2', partition: '2' }, 1)).toEqual({ found: 'nothing' });
    expect(looks).toEqual([1]);
  });

  it('ends when patience runs out during a look, with what was seen before', async () => {
    const bobs = sheetsOverMemory();
    await bobs.send('1', commands.open);
    await bobs.byId.deliver(bobs.feed());
    let looks = 0;
    const { read: ask } = viewReaders(sheetsById, {
      ...bobs,
      readModel: bobs.sheets,
      patience: () => ({
        within: async (work) => ((looks += 1) > 1 ? 'late' : work),
        pause: () => Promise.resolve(true),
      }),
    }).for(clerk);
    expect(await ask(key, 2)).toEqual({ found: 'late', version: 1 });
  });

  it('of a damaged document folds each event once, however often it looks, and sees what comes meanwhile', async () => {
    const bobs = sheetsOverMemory();
    await bobs.send('1', commands.open, commands.changeRent(6), commands.changeRent(7));
    const folded: number[] = [];
    const read: number[] = [];
    const view: typeof sheetsById = {
      ...sheetsById,
      fold: (before, recorded) => (folded.push(recorded.version), sheetsById.fold(before, recorded)),
    };
    const { read: ask } = viewReaders(view, {
      readModel: { ...bobs.sheets, find: () => Promise.resolve({ damage: 'no view', etag: 'e' } as const) },
      eventStore: {
        ...bobs.eventStore,
        read: async (...asked) => {
          const commits = await bobs.eventStore.read(...asked);
          read.push(...commits.map(({ version }) => version));
          return commits;
        },
      },
      patience: () => ({
        within: (work) => work,
        pause: async (looks) => {
          if (looks === 4) await bobs.send('1', commands.changeRent(8));
          return looks < 7;
        },
      }),
    }).for(owning('bob'));
    expect(await ask(key, 4)).toMatchObject({ found: 'current', version: 4, view: { rows: [{ amount: 8 }, {}] } });
    expect([read, folded]).toEqual([
      [1, 2, 3, 4],
      [1, 2, 3, 4],
    ]);
  });

  it('finds nothing of what nobody has written', async () => {
    const ask = await asked(3, nothing);
    expect(await ask({ id: '2', partition: '2' })).toEqual({ found: 'nothing' });
  });
});
