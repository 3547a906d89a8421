import { describe, expect, it } from 'vitest';
import type { ViewRegistry } from '../../../application/generations/view-registry.ts';
import { run } from '../../../application/system/run.ts';
import { system } from '../../../domain/modelling/system.ts';
import { formerGeneration } from '../../../domain/modelling/generation.ts';
import { declareView } from '../../../domain/modelling/view.ts';
import {
  amountsInCents,
  ledgerInNew,
  ledgerInTwo,
  measuredSheets,
  onlyMeasuredSheets,
} from '../../support/ledger/generations.ts';
import { amountsByKey, sheets, sheetsById, sheetsByOwner, sheetsByState } from '../../support/ledger/index.ts';
import { clerk } from '../../support/readers.ts';
import { commands } from '../../support/sheets.ts';
import { twoGenerations } from '../../support/two-generations.ts';

const key = { id: '1', partition: '1' };
const live = (name: string, generation: number) => ({
  ...{ name, live: generation, previous: 3 - generation, switchedAt: '2026-05-04T10:00:00.000Z' },
  ...{ switchedBy: 'olga', reason: 'it is built' },
});

describe('A view in two generations', () => {
  it('is fed in both, on one feed', async () => {
    const { send, deliver, system: running, capabilities } = twoGenerations();
    await send('1', commands.open);
    await deliver();
    expect(await capabilities.readModel(sheetsById).find(key)).toMatchObject({ version: 1 });
    expect(await capabilities.readModel(measuredSheets).find(key)).toMatchObject({ version: 1, view: { length: 2 } });
    const feed = running.feeds.find(({ name }) => name === 'view-sheets');
    expect(feed?.subscribers.map(({ name }) => name)).toEqual(['sheets.v2', 'sheets']);
  });

  it('is read in the oldest until operators switch, in the shape of the newest all along', async () => {
    const { send, deliver, capabilities, newProcess } = twoGenerations();
    await send('1', commands.open);
    await deliver();
    const before = newProcess().readerOf(measuredSheets).for(clerk);
    expect(await before.read(key)).toMatchObject({ found: 'current', view: { total: 6, length: null } });
    expect((await before.list({ limit: 9 })).items).toMatchObject([{ view: { length: null } }]);
    await capabilities.viewRegistry.save(live('sheets', 2), undefined);
    const after = newProcess().readerOf(measuredSheets).for(clerk);
    expect(await after.read(key)).toMatchObject({ found: 'current', view: { total: 6, length: 2 } });
    expect((await after.list({ limit: 9 })).items).toMatchObject([{ view: { length: 2 } }]);
  });

  it('is followed within a second by an instance that knows of no switch', async () => {
    const { send, deliver, capabilities, system: running, time } = twoGenerations();
    await send('1', commands.open);
    await deliver();
    const { read } = running.readerOf(measuredSheets).for(clerk);
    await read(key);
    await capabilities.viewRegistry.save(live('sheets', 2), undefined);
    time.ms = 999;
    expect(await read(key)).toMatchObject({ view: { length: null } });
    time.ms = 1_000;
    expect(await read(key)).toMatchObject({ view: { length: 2 } });
  });

  it('asks the registry again when it could not be read, and guesses nothing meanwhile', async () => {
    const { capabilities, send, deliver } = twoGenerations();
    const { viewRegistry } = capabilities;
    await send('1', commands.open);
    await deliver();
    let isDown = true;
    const find: ViewRegistry['find'] = async (name) => {
      if (isDown) throw new Error('The store does not answer.');
      return viewRegistry.find(name);
    };
    const { readerOf } = run(ledgerInTwo, { ...capabilities, viewRegistry: { ...viewRegistry, find } });
    const { read } = readerOf(measuredSheets).for(clerk);
    await expect(read(key)).rejects.toThrow('The store does not answer.');
    isDown = false;
    expect(await read(key)).toMatchObject({ found: 'current' });
  });

  it('answers read-your-writes from the live generation, however far the other one is', async () => {
    const { send, deliver, capabilities, newProcess, time } = twoGenerations();
    await capabilities.viewRegistry.save(live('sheets', 2), undefined);
    time.ms = 60_000;
    await send('1', commands.open);
    await deliver('sheets.v2');
    expect(await newProcess().readerOf(measuredSheets).for(clerk).read(key, 1)).toMatchObject({ found: 'current' });
  });

  it('takes the newer document for a minute after a switch', async () => {
    const { send, deliver, capabilities, newProcess, time } = twoGenerations();
    await send('1', commands.open);
    await deliver();
    await send('1', commands.changeRent(6));
    await deliver('sheets');
    await capabilities.viewRegistry.save(live('sheets', 2), undefined);
    expect(await newProcess().readerOf(measuredSheets).for(clerk).read(key)).toMatchObject({ version: 2 });
    time.ms = 60_000;
    expect(await newProcess().readerOf(measuredSheets).for(clerk).read(key)).toMatchObject({ version: 1 });
  });

  it('shows the generation that operators went back to, also where the one that they left was ahead when it was asked', async () => {
    const catchUp: (() => Promise<void>)[] = [];
    const pause = async (): Promise<boolean> => {
      for (const each of catchUp) await each();
      return true;
    };
    const patience = () => ({ within: <Result>(work: Promise<Result>) => work, pause });
    const { send, deliver, capabilities, newProcess } = twoGenerations({ patience });
    await send('1', commands.open);
    await deliver();
    await send('1', commands.changeRent(6));
    await deliver('sheets.v2');
    await capabilities.viewRegistry.save(live('sheets', 1), undefined);
    catchUp.push(() => deliver('sheets'));
    const seen = await newProcess().readerOf(measuredSheets).for(clerk).read(key);
    expect(seen).toMatchObject({ version: 2, view: { length: null } });
  });

  it('is read by its newest declaration only', () => {
    const { readerOf, pastOf } = twoGenerations().system;
    for (const read of [readerOf, pastOf]) expect(() => read(sheetsById)).toThrow('sheets is a former generation');
  });

  it('is searched only by what all its generations declare, as any of them may be live', () => {
    const former = declareView({ ...sheetsById, queries: [] });
    const newest = declareView({ ...sheetsById, generation: 2, former: formerGeneration(former, (sheet) => sheet) });
    const { readerOf } = run(system({ ...sheets, views: [newest, sheetsByOwner] }), twoGenerations().capabilities);
    expect(() => readerOf(newest).search(sheetsByState)).toThrow('The view sheets does not declare the query');
    expect(() => twoGenerations().system.readerOf(measuredSheets).search(sheetsByState)).not.toThrow();
  });

  it('costs no read of the registry where one generation is left, whatever is registered', async () => {
    const { capabilities, send, deliver } = twoGenerations();
    await send('1', commands.open);
    await deliver();
    const viewRegistry = { ...capabilities.viewRegistry, find: () => expect.fail('It was read.') };
    const { readerOf } = run(ledgerInNew, { ...capabilities, viewRegistry });
    expect(await readerOf(onlyMeasuredSheets).for(clerk).read(key)).toMatchObject({ view: { length: 2 } });
  });
});

describe('A total in two generations', () => {
  it('is counted in both, and read in the live one as rows of the newest', async () => {
    const { send, deliver, capabilities, newProcess } = twoGenerations();
    await send('1', commands.open);
    await deliver();
    const after = { streamId: 'sheet-1' as const, version: 1 };
    const rows = {
      page: {
        items: [
          { key: 'rent', amount: 500 },
          { key: 'tax', amount: 100 },
        ],
      },
    };
    expect(await newProcess().totalReaderOf(amountsInCents).read({ limit: 9 }, after)).toMatchObject(rows);
    expect((await capabilities.contributions(amountsByKey).list({ limit: 9 })).items).toMatchObject([
      { amount: 5 },
      { amount: 1 },
    ]);
    await capabilities.viewRegistry.save(live('amounts-by-key', 2), undefined);
    expect(await newProcess().totalReaderOf(amountsInCents).read({ limit: 9 }, after)).toMatchObject(rows);
    await send('2', commands.open);
    await deliver('amounts-by-key');
    const late = { streamId: 'sheet-2' as const, version: 1 };
    expect(await newProcess().totalReaderOf(amountsInCents).read({ limit: 9 }, late)).toEqual({ found: 'late' });
  });
});
