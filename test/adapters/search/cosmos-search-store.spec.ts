import type { Database } from '@azure/cosmos';
import { describe, expect, it } from 'vitest';
import { cosmosSearchStore } from '../../../adapters/search/index.ts';
import { deleted } from '../../../consumers/search/registers.ts';
import { kinds } from '../../../consumers/search/search-index.ts';
import { useLocalCosmos } from '../../support/local-cosmos.ts';
import { searchStoreContract } from './search-store.contract.ts';
import { bestByBm25, tellTexts } from './independent-bm25.ts';

const cosmos = useLocalCosmos();

const searchDatabase = async (): Promise<Database> => {
  const main = await cosmos.freshConsumerDatabase([]);
  const database = (await cosmos.addFurtherDatabases(main)).find(({ id }) => id === `${main.id}-search`);
  if (database === undefined) throw new Error('It is not declared.');
  return database;
};

searchStoreContract('Cosmos', async () => cosmosSearchStore(await searchDatabase(), 1));

describe('Cosmos', () => {
  it('ranks as BM25 does, worked out from the texts alone: the same ten, in the same order', async () => {
    const { index } = cosmosSearchStore(await searchDatabase(), 1);
    const texts = tellTexts();
    for (const [n, text] of texts.entries())
      await index.put({ kind: 'order', id: String(n) }, { at: 1, values: { lines: [{ sku: '1', name: text }] } });
    for (const words of [
      ['chai'],
      ['tofu', 'chai'],
      ['ikura', 'genen', 'tofu'],
      ['konbu', 'pavlova', 'chai', 'ikura'],
    ]) {
      const { items } = await index.search({ words, kinds, equal: {} }, { limit: 10 });
      const ofAll = texts.map((text, n) => `${n}\n${text}`); // the id of an order is a word of its text
      expect(items.map(({ id }) => Number(id))).toEqual(bestByBm25(ofAll, words, 10));
    }
  });

  it('keeps of what was deleted only that it was, and lets that expire', async () => {
    const database = await searchDatabase();
    const { index } = cosmosSearchStore(database, 1);
    const subject = { kind: 'customer', id: 'ada' } as const;
    await index.put(subject, { at: 1, values: { customerId: 'ada', country: 'Sweden' } });
    await index.put(subject, { at: 2, values: { [deleted]: true } });
    const { resource } = await database.container('documents').item('customer:ada', 'customer:ada').read();
    expect(resource).toMatchObject({
      state: 'deleted',
      registers: { deleted: { at: 2, value: true } },
      ttl: 7_776_000,
    });
    expect(JSON.stringify(resource)).not.toContain('Sweden');
  });

  it('leaves a damaged document out of what is found, and tells of it', async () => {
    const database = await searchDatabase();
    const lines: object[] = [];
    const { index } = cosmosSearchStore(database, 1, { tracing: { log: (line) => lines.push(line) } });
    await database
      .container('documents')
      .items.create({ id: 'product:1', mark: 'm', state: 'shown', kind: 'product', subjectId: 7, text: 'chai' });
    expect(await index.search({ words: ['chai'], kinds, equal: {} }, { limit: 10 })).toEqual({ items: [] });
    expect(lines).toMatchObject([{ event: 'damaged-document', container: 'documents', document: 'product:1' }]);
  });
});
