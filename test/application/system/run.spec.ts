import { describe, expect, it } from 'vitest';
import { run } from '../../../application/system/run.ts';
import { declareJoined } from '../../../domain/modelling/joined.ts';
import { declareLog } from '../../../domain/modelling/log.ts';
import { system } from '../../../domain/modelling/system.ts';
import { declareTotal } from '../../../domain/modelling/total.ts';
import { declareView } from '../../../domain/modelling/view.ts';
import {
  amountsByKey,
  amountsByStatus,
  ledger,
  moves,
  owners,
  people,
  sheet,
  sheets,
  sheetsById,
  sheetsByOwner,
} from '../../support/ledger/index.ts';
import { account } from '../../support/account.ts';
import { memoryCapabilities } from '../../support/memory-capabilities.ts';
import { clerk } from '../../support/readers.ts';
import { asBob, specTime } from '../../support/as-bob.ts';
import { commands } from '../../support/sheets.ts';
import { subscriberOf } from '../../support/subscriber-of.ts';

const overMemory = () => memoryCapabilities(() => specTime).capabilities;
const open = { entityId: '1', command: commands.open, reach: 'all' as const, provenance: asBob('open') };
const key = { id: '1', partition: '1' };

describe('two systems in one process', () => {
  it('know nothing of each other', async () => {
    const [here, there] = [overMemory(), overMemory()];
    const [one, other] = [run(ledger, here), run(ledger, there)];
    await one.handlerOf(sheet)(open);
    await subscriberOf(one, sheetsById.name).deliver(here.eventStore.feed());
    await subscriberOf(other, sheetsById.name).deliver(there.eventStore.feed());

    expect(await one.readerOf(sheetsById).for(clerk).read(key)).toMatchObject({ found: 'current', version: 1 });
    expect(await other.readerOf(sheetsById).for(clerk).read(key)).toMatchObject({ found: 'nothing' });
    expect(await other.handlerOf(sheet)({ ...open, command: commands.close })).toEqual({
      outcome: 'rejected',
      rejection: { type: 'SheetNotOpened' },
    });
  });

  it('share what is stored when they are handed the same stores', async () => {
    const stores = overMemory();
    await run(ledger, stores).handlerOf(sheet)(open);
    const close = { ...open, command: commands.close, provenance: asBob('close') };
    expect(await run(ledger, stores).handlerOf(sheet)(close)).toMatchObject({ outcome: 'accepted', version: 2 });
  });
});

describe('a running system', () => {
  it('handles only the commands of aggregates that it declares, and says what to do', () => {
    expect(() => run(ledger, overMemory()).handlerOf(account)).toThrow(/does not declare account/);
  });

  it('reads and remembers only views that it declares, and says what to do', () => {
    const { readerOf, pastOf } = run(ledger, overMemory());
    const undeclared = declareView({ ...sheetsById, name: 'sheets-elsewhere' });
    expect(() => readerOf(undeclared)).toThrow(/does not declare sheets-elsewhere/);
    expect(() => pastOf(undeclared)).toThrow(/does not declare sheets-elsewhere/);
  });

  it('lets a view that asks for it ride on a feed of its own, and all others on one', () => {
    const { source, schema, fold, partition, owner } = sheetsById;
    const together = { source, schema, fold, partition, owner };
    const shared = ['sheets', 'sheets-beside'].map((name) => declareView({ ...together, name }));
    const views = [sheetsByOwner, ...shared];
    const { feeds } = run(system({ ...sheets, views }), overMemory());
    expect(feeds.map(({ name, subscribers }) => [name, subscribers.map((each) => each.name)])).toEqual([
      ['views', ['sheets', 'sheets-beside']],
      ['view-sheets-by-owner', ['sheets-by-owner']],
      ['publishing', ['publishing']],
      ['archive', ['archive']],
      ['maintenance', ['erasure']],
    ]);
  });

  it('lets a total, a log and a joined view ride on feeds of their own that ask for them, and the others of their kind share one', () => {
    const totals = [declareTotal({ ...amountsByKey, feed: 'own' }), amountsByStatus];
    const across = {
      logs: [declareLog({ ...moves, feed: 'own' })],
      joined: [declareJoined({ ...owners, feed: 'own' })],
    };
    const { feeds } = run(system({ ...sheets, totals }, people, across), overMemory());
    const ridingOn = new Map(feeds.map(({ name, subscribers }) => [name, subscribers.map((each) => each.name)]));
    expect(ridingOn.get('totals')).toEqual(['amounts-by-status']);
    for (const name of ['amounts-by-key', moves.name, owners.name])
      expect(ridingOn.get(`view-${name}`)).toEqual([name]);
    expect([ridingOn.has('logs'), ridingOn.has('joined')]).toEqual([false, false]);
    const all = [...ridingOn.values()].flat();
    expect(all).toHaveLength(new Set(all).size);
  });
});

describe('a declared system', () => {
  it('names what two modules claim both', () => {
    expect(() => system(sheets, sheets)).toThrow(
      /Declared twice: category sheet, contract ledger.*, subscriber sheets, subscriber sheets-by-owner/,
    );
  });
});
