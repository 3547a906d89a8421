import { describe, expect, it } from 'vitest';
import { viewReaders } from '../../../../application/views/documents/view-query.ts';
import { sheetsById } from '../../../support/ledger/index.ts';
import { clerk } from '../../../support/readers.ts';
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

  it('finds nothing of what nobody has written', async () => {
    const ask = await asked(3, nothing);
    expect(await ask({ id: '2', partition: '2' })).toEqual({ found: 'nothing' });
  });
});
