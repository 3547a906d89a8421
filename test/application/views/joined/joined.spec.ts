import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { joinedProjector } from '../../../../application/views/joined/joined-projector.ts';
import { joinedReaders } from '../../../../application/views/joined/joined-query.ts';
import { declareJoined } from '../../../../domain/modelling/joined.ts';
import { personal } from '../../../../domain/modelling/personal.ts';
import { system } from '../../../../domain/modelling/system.ts';
import { owners, ownersByAmount, people, sheets } from '../../../support/ledger/index.ts';
import { auditor, clerk, owning } from '../../../support/readers.ts';
import { happened } from '../totals/counting.ts';
import { joining, lives } from './joining.ts';

const { opened, changed, closed, dropped, signed } = happened;
const bob = { ownerId: 'bob', status: 'registered', name: 'Bob', sheets: 1, open: 1, amount: 5, lowest: 5 };

describe('A joined document', () => {
  it('holds what the streams of several aggregates say, whichever comes first', async () => {
    for (const reversed of [false, true]) {
      const ledger = joining();
      await ledger.append('sheet-1', [opened({ rent: 5 })]);
      await ledger.append('person-bob', [lives.registered('Bob')]);
      const documents = reversed ? ledger.feed().toReversed() : ledger.feed();
      for (const document of documents) await ledger.owners.deliver([document]);
      expect(await ledger.read('bob')).toEqual(bob);
    }
  });

  it('is made of all parts where a change alone does not tell it', async () => {
    const ledger = joining();
    await ledger.append('sheet-1', [opened({ rent: 5 })], [changed('rent', 9)]);
    await ledger.append('sheet-2', [opened({ rent: 7 })]);
    const [first, second, third] = ledger.feed();
    for (const document of [first, third, second]) await ledger.owners.deliver([document]);
    expect(await ledger.read('bob')).toMatchObject({ sheets: 2, amount: 16, lowest: 7 });
  });

  it('loses a part that moves to another key, before that gets it, and is gone with the last one', async () => {
    const ledger = joining();
    await ledger.append('sheet-1', [opened({ rent: 5 })]);
    await ledger.owners.deliver(ledger.feed());
    await ledger.append('sheet-1', [dropped]);
    const saved: string[] = [];
    const watched = ledger.newHost({
      joinedDocuments: (joined) => {
        const documents = ledger.joinedDocuments(joined);
        return { ...documents, save: (key, change) => (saved.push(key), documents.save(key, change)) };
      },
    });
    await watched.deliver(ledger.feed());
    expect(saved).toEqual(['bob', 'bob', 'nobody']); // the first try takes the stream for new
    expect(await ledger.read('bob')).toBe('nothing');
    expect(await ledger.read('nobody')).toMatchObject({ sheets: 1, amount: 5 });
    await ledger.append('sheet-1', [signed]);
    await ledger.owners.deliver(ledger.feed());
    expect(await ledger.read('nobody')).toBe('nothing');
    expect(await ledger.read('bob')).toMatchObject({ sheets: 1, open: 0 });
  });

  it('is saved once for a batch of many of its streams, and by no event that changes no part', async () => {
    const ledger = joining();
    const saved: number[] = [];
    const host = ledger.newHost({
      joinedDocuments: (joined) => {
        const documents = ledger.joinedDocuments(joined);
        return { ...documents, save: (key, change) => (saved.push(change.parts.length), documents.save(key, change)) };
      },
    });
    for (let each = 1; each <= 12; each += 1) await ledger.append(`sheet-${each}`, [opened({ rent: each })]);
    await host.deliver(ledger.feed());
    expect(saved).toEqual([12]);
    await ledger.append('sheet-1', [closed]);
    await host.deliver(ledger.feed().slice(-1));
    await ledger.append('sheet-1', [signed]);
    expect(await host.deliver(ledger.feed().slice(-1))).toMatchObject({ alreadyApplied: 1 });
    expect(saved).toEqual([12, 1]);
  });

  it('is not turned back by an older batch, on another host either', async () => {
    const ledger = joining();
    await ledger.append('sheet-1', [opened({ rent: 5 })], [changed('rent', 6)]);
    await ledger.owners.deliver(ledger.feed());
    expect(await ledger.newHost().deliver(ledger.feed().slice(0, 1))).toMatchObject({ alreadyApplied: 1 });
    expect(await ledger.read('bob')).toMatchObject({ amount: 6 });
  });

  it('gets the parts of other streams where its view fails on one, and the error names the view and the document', async () => {
    const ledger = joining();
    await ledger.append('person-bob', [lives.registered('Bob')]);
    await ledger.append('sheet-1', [opened({ rent: 5 })]);
    await ledger.append('sheet-2', [opened({ rent: 13 })]);
    const broken: typeof owners = {
      ...owners,
      apply: (document, change) => {
        if (change.after.of === 'sheet' && change.after.amount === 13) throw new Error('unlucky');
        return owners.apply(document, change);
      },
    };
    const host = joinedProjector(broken, { ...ledger, documents: ledger.documents });
    await expect(host.deliver(ledger.feed())).rejects.toThrow(/view owners cannot take a part of bob: Error: unlucky/);
    expect(await ledger.read('bob')).toEqual(bob);
  });
});

describe('A reader of joined documents', () => {
  const asked = async () => {
    const ledger = joining();
    await ledger.append('sheet-1', [opened({ rent: 5 })]);
    await ledger.append('sheet-2', [opened({ rent: 8 }, 'eve')]);
    await ledger.append('person-bob', [lives.registered('Bob')]);
    await ledger.append('person-eve', [lives.registered('Eve')]);
    await ledger.owners.deliver(ledger.feed());
    await ledger.append('sheet-2', [changed('rent', 9)]);
    const looks: number[] = [];
    const patience = () => ({
      within: <Result>(work: Promise<Result>) => work,
      pause: async (look: number) => (looks.push(look), look < 20),
    });
    return { ...ledger, looks, readers: joinedReaders(owners, { ...ledger, patience }) };
  };

  it('sees its own, and of others not even whether there is anything, whatever it waits for', async () => {
    const { readers, looks } = await asked();
    const own = readers.for(owning('bob'));
    expect(await own.read('bob')).toEqual({ found: 'current', view: bob });
    for (const key of ['eve', 'mallory'])
      for (const after of [
        undefined,
        { streamId: 'sheet-2', version: 1 },
        { streamId: 'sheet-2', version: 2 },
        { streamId: 'sheet-2', version: 9 },
        { streamId: 'sheet-9', version: 1 },
      ] as const)
        expect(await own.read(key, after === undefined ? {} : { after })).toEqual({ found: 'nothing' });
    expect(looks).toEqual([]);
  });

  it('is told of no stream that is part of documents of others alone', async () => {
    const { readers } = await asked();
    const own = readers.for(owning('bob'));
    for (const streamId of ['sheet-2', 'person-eve', 'sheet-9', 'order-1'] as const)
      for (const version of [1, 2, 9])
        expect(await own.read('bob', { after: { streamId, version } })).toEqual({ found: 'no stream' });
    expect(await own.read('bob', { after: { streamId: 'sheet-1', version: 1 } })).toMatchObject({ found: 'current' });
  });

  it('waits for what it has written, and is told when that is late or never comes', async () => {
    const { readers, looks } = await asked();
    const all = readers.for(clerk);
    expect(await all.read('eve', { after: { streamId: 'sheet-2', version: 1 } })).toMatchObject({
      view: { amount: 8 },
    });
    expect(looks).toEqual([]);
    expect(await all.read('eve', { after: { streamId: 'sheet-2', version: 2 } })).toEqual({ found: 'late' });
    expect(await all.read('eve', { after: { streamId: 'sheet-2', version: 3 } })).toEqual({
      found: 'beyond',
      version: 2,
    });
    expect(await all.read('eve', { after: { streamId: 'sheet-9', version: 1 } })).toEqual({ found: 'no stream' });
    expect(await all.read('nobody')).toEqual({ found: 'nothing' });
  });

  it('does not see what is personal unless it may', async () => {
    const { readers } = await asked();
    expect(await readers.for(auditor).read('bob')).toEqual({ found: 'current', view: { ...bob, name: '[personal]' } });
    const { items } = await readers.for(auditor).list({ limit: 10 });
    expect(items.map(({ view }) => view.name)).toEqual(['[personal]', '[personal]']);
  });

  it('lists by a declared query what is within its reach', async () => {
    const { readers } = await asked();
    const search = readers.search(ownersByAmount);
    const keysFor = async (reader: typeof clerk, from?: number) => {
      const bounds = from === undefined ? {} : { from };
      const { items } = await search.for(reader).list({ limit: 10, equal: { status: 'registered' }, ...bounds });
      return items.map(({ view }) => view.ownerId);
    };
    expect(await keysFor(clerk)).toEqual(['eve', 'bob']);
    expect(await keysFor(clerk, 6)).toEqual(['eve']);
    expect(await keysFor(owning('bob'))).toEqual(['bob']);
    expect(() => readers.search({ orderBy: 'open' })).toThrow('does not declare');
  });
});

describe('The declaration of a joined view', () => {
  it.each([
    ['no source', { sources: [] }],
    ['two sources of the category person', { sources: [...owners.sources, ...owners.sources] }],
    ['name is personal, and a filter tells it', { queries: [{ prefix: 'name', orderBy: 'name' }] as never }],
    [
      'amount is not in every document',
      { schema: z.object({ ownerId: z.string(), name: personal(z.string()) }) as never },
    ],
  ])('is refused with %s', (fault, change) => {
    expect(() => declareJoined({ ...owners, ...change })).toThrow(fault);
  });

  it('is refused by a system that lacks one of its aggregates, or has two of its name', () => {
    expect(() => system(sheets, { joined: [owners] })).toThrow('declared by no module: person');
    expect(() => system(sheets, people, { joined: [owners, owners] })).toThrow('Declared twice: subscriber owners');
  });
});
