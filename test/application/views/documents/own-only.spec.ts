import { describe, expect, it } from 'vitest';
import type { Reader } from '../../../../application/callers/reach.ts';
import type { EventStore } from '../../../../application/streams/event-store.ts';
import type { ReadModel } from '../../../../application/views/read-model.ts';
import { viewReaders } from '../../../../application/views/documents/view-query.ts';
import { sheetsByOwner, sheetsById, type SheetView } from '../../../support/ledger/index.ts';
import { clerk, owning } from '../../../support/readers.ts';
import { commands, sheetsOverMemory } from '../../../support/sheets.ts';

const { open, close, changeRent } = commands;
const openFor = (ownerId: string) => ({ ...open, data: { ...open.data, ownerId } });
const bob = owning('bob');
const eve = owning('eve');
const patience = () => {
  const within = <Result>(work: Promise<Result>) => work;
  return { within, pause: (looks: number) => Promise.resolve(looks < 3) };
};

/** Sheet 1 of Bob, seen as it was opened, and closed since; sheet 2 of Eve; sheet 3 of Bob, whose view is not there yet. */
const asked = async () => {
  const requests: string[] = [];
  const bobs = sheetsOverMemory();
  await bobs.send('1', open);
  await bobs.send('2', openFor('eve'));
  for (const each of [bobs.byId, bobs.byOwner]) await each.deliver(bobs.feed());
  await bobs.send('1', close);
  await bobs.send('3', open);
  const eventStore: Pick<EventStore, 'hasNext' | 'read' | 'readNewest'> = {
    readNewest: (...of) => (requests.push('readNewest'), bobs.eventStore.readNewest(...of)),
    hasNext: (...of) => (requests.push('hasNext'), bobs.eventStore.hasNext(...of)),
    read: (...of) => (requests.push('read'), bobs.eventStore.read(...of)),
  };
  const kept: ReadModel<SheetView> = bobs.sheets;
  const keptByOwner: ReadModel<SheetView> = bobs.sheetsOfOwners;
  const readModel = {
    ...kept,
    find: (...of: Parameters<typeof kept.find>) => (requests.push('find'), kept.find(...of)),
  };
  const sheets = viewReaders(sheetsById, { readModel, eventStore, patience });
  const byOwner = viewReaders(sheetsByOwner, { readModel: keptByOwner, eventStore, patience });
  return { ...bobs, kept, sheets, byOwner, requests };
};
const key = (id: string) => ({ id, partition: id });

describe('a reader that is held to its own', () => {
  it('reads what is its own, and is told when that is late', async () => {
    const { sheets } = await asked();
    expect(await sheets.for(bob).read(key('1'))).toMatchObject({ found: 'current', version: 1 });
    expect(await sheets.for(bob).read(key('1'), 2)).toEqual({ found: 'late', version: 1 });
    expect(await sheets.for(bob).read(key('3'), 1)).toEqual({ found: 'late', version: 0 });
  });

  it.each([
    ['1', 0],
    ['1', 1],
    ['1', 2],
    ['3', 0],
    ['3', 1],
  ])(
    'is answered as if another’s sheet %s did not exist, at the same requests, for version %i',
    async (id, version) => {
      const { sheets, requests } = await asked();
      const answers = [];
      for (const each of [id, 'nowhere']) {
        requests.length = 0;
        answers.push({ answer: await sheets.for(eve).read(key(each), version), requests: [...requests] });
      }
      expect(answers[0]).toEqual(answers[1]);
      expect(answers[0]?.answer).toEqual({ found: 'nothing' });
    },
  );

  it('lists its own alone, and nothing of another who is asked for', async () => {
    const { byOwner } = await asked();
    const idsFor = async (reader: Reader, partition?: string) =>
      (await byOwner.for(reader).list({ limit: 10, ...(partition !== undefined && { partition }) })).items.map(
        ({ view }) => view.sheetId,
      );
    expect(await idsFor(clerk)).toHaveLength(2);
    expect(await idsFor(bob)).toEqual(['1']);
    expect(await idsFor(bob, 'bob')).toEqual(['1']);
    expect(await idsFor(bob, 'eve')).toEqual([]);
    expect(await idsFor(bob, 'nobody')).toEqual([]);
  });

  it('lists its own alone also of a view that is not kept by owner', async () => {
    const { sheets } = await asked();
    const { items } = await sheets.for(bob).list({ limit: 10 });
    expect(items.map(({ view }) => view.ownerId)).toEqual(['bob']);
  });

  it('reads a damaged document from its events only where it is its own', async () => {
    const bobs = await asked();
    const find = () => Promise.resolve({ damage: 'no view', etag: 'e' } as const);
    const sheets = viewReaders(sheetsById, { ...bobs, readModel: { ...bobs.kept, find }, patience });
    expect(await sheets.for(bob).read(key('1'))).toMatchObject({ found: 'current', version: 2 });
    expect(await sheets.for(eve).read(key('1'))).toEqual({ found: 'nothing' });
  });

  it('sees the past of its own, and no past of another’s', async () => {
    const { system, send } = await asked();
    await send('2', changeRent(6));
    const { history, asOf, difference } = system.pastOf(sheetsById);
    const [from, to] = [{ version: 0 }, { version: 1 }];
    expect(await history(bob, '1')).toMatchObject({ version: 2 });
    expect(await asOf(bob, '1', to)).toMatchObject({ version: 1 });
    expect(await difference(bob, '1', from, to)).toMatchObject({ to: 1 });
    expect(await history(bob, '2')).toBeUndefined();
    expect(await asOf(bob, '2', to)).toBeUndefined();
    expect(await difference(bob, '2', from, to)).toBeUndefined();
  });
});
