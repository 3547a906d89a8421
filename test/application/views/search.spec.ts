import { describe, expect, it } from 'vitest';
import type { Reader } from '../../../application/callers/reach.ts';
import { viewReaders } from '../../../application/views/documents/view-query.ts';
import { sheetsById, sheetsByOwner, sheetsByState } from '../../support/ledger/index.ts';
import { clerk, owning } from '../../support/readers.ts';
import { commands, sheetsOverMemory } from '../../support/sheets.ts';

const { open, close } = commands;
const openFor = (ownerId: string) => ({ ...open, data: { ...open.data, ownerId } });
const patience = () => ({ within: <Result>(work: Promise<Result>) => work, pause: async () => false });

/** Sheets 1 and 3 of Bob, and 2 and 4 of Eve. 1 and 2 are closed. */
const searched = async () => {
  const world = sheetsOverMemory();
  for (const [id, owner] of [
    ['1', 'bob'],
    ['2', 'eve'],
    ['3', 'bob'],
    ['4', 'eve'],
  ] as const)
    await world.send(id, openFor(owner));
  await world.send('1', close);
  await world.send('2', close);
  for (const each of [world.byId, world.byOwner]) await each.deliver(world.feed());
  const byOwner = viewReaders(sheetsByOwner, { ...world, readModel: world.sheetsOfOwners, patience });
  const byId = viewReaders(sheetsById, { ...world, readModel: world.sheets, patience });
  return { byOwner: byOwner.search(sheetsByState), byId: byId.search(sheetsByState), readers: byOwner };
};

describe.each(['byOwner', 'byId'] as const)('A search of sheets, kept %s', (kept) => {
  const found = async (
    reader: Reader,
    request: Parameters<ReturnType<Awaited<ReturnType<typeof searched>>['byId']['for']>['list']>[0],
  ) => {
    const world = await searched();
    const search = world[kept].for(reader);
    const ids: string[] = [];
    let continuation: string | undefined;
    do {
      const page = await search.list({ ...request, ...(continuation === undefined ? {} : { continuation }) });
      ids.push(...page.items.map(({ view }) => view.sheetId));
      continuation = page.continuation;
    } while (continuation !== undefined);
    return ids.toSorted();
  };

  it('finds what its filters say', async () => {
    expect(await found(clerk, { limit: 2 })).toEqual(['1', '2', '3', '4']);
    expect(await found(clerk, { equal: { status: 'closed' }, limit: 1 })).toEqual(['1', '2']);
    expect(await found(clerk, { equal: { status: undefined }, limit: 9 })).toHaveLength(4);
  });

  it('finds for a reader that is held to its own nothing else, on full pages', async () => {
    expect(await found(owning('bob'), { limit: 1 })).toEqual(['1', '3']);
    expect(await found(owning('bob'), { equal: { status: 'closed' }, limit: 1 })).toEqual(['1']);
    expect(await found(owning('nobody'), { limit: 1 })).toEqual([]);
    const world = await searched();
    const page = await world[kept].for(owning('bob')).list({ limit: 1, direction: 'asc' });
    expect(page.items).toHaveLength(1);
  });
});

describe('A search', () => {
  it('finds nothing of another, whom a reader asks for', async () => {
    const { byOwner } = await searched();
    expect(await byOwner.for(owning('bob')).list({ partition: 'eve', limit: 9 })).toEqual({ items: [] });
    expect(await byOwner.for(owning('bob')).count({ partition: 'eve' })).toBe(0);
  });

  it('counts what lies in one partition, and nothing else', async () => {
    const { byOwner } = await searched();
    expect(await byOwner.for(clerk).count({ partition: 'eve' })).toBe(2);
    expect(await byOwner.for(clerk).count({ partition: 'eve', equal: { status: 'open' } })).toBe(1);
    expect(await byOwner.for(owning('bob')).count({})).toBe(2);
    expect(await byOwner.for(clerk).count({})).toBeUndefined();
  });

  it('cannot be made of a query that the view does not declare', async () => {
    const { readers } = await searched();
    expect(() => readers.search({ equal: ['total'], orderBy: 'openedAt' })).toThrow(
      'The view sheets-by-owner does not declare the query',
    );
  });

  it('cannot ask for a filter that its query does not have', async () => {
    const { byOwner } = await searched();
    const ask = (request: object) => byOwner.for(clerk).list({ limit: 1, ...request });
    expect(() => ask({ equal: { total: 1 } })).toThrow('total');
    expect(() => ask({ prefix: '2026' })).toThrow('a prefix');
  });
});
