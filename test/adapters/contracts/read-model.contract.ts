import { z } from 'zod';
import { beforeEach, describe, expect, it } from 'vitest';
import type { ReadModelShape } from '../../../adapters/read-model-shape.ts';
import type { DocumentKey, Projected, ReadModel } from '../../../application/views/read-model.ts';
import { UnusableKey, ViewTooLarge } from '../../../application/views/read-model.ts';
import { UnknownContinuation, type Page } from '../../../application/paging.ts';

const storedSheet = z
  .object({
    sheetId: z.string(),
    ownerId: z.string(),
    openedAt: z.string(),
    rows: z.array(z.object({ key: z.string(), amount: z.int() }).readonly()).readonly(),
  })
  .readonly();

/** A view of the contract: kept by owner, listed by the time of opening. */
export type StoredSheet = z.infer<typeof storedSheet>;

/** How the view of the contract is kept. */
export const storedSheets = {
  container: 'sheets-by-owner',
  schema: storedSheet,
  partitionKey: 'ownerId',
  orderBy: 'openedAt',
} as const;

/** A document of the contract. */
export const stored = (sheetId: string, ownerId: string, day = 1): Projected<StoredSheet> => ({
  view: {
    sheetId,
    ownerId,
    openedAt: `2026-11-${String(day).padStart(2, '0')}T09:00:00.000Z`,
    rows: [{ key: 'käse', amount: 5 }],
  },
  version: 1,
});

/** What every save answers that came first. */
export const saved = { etag: expect.any(String) };

const keyOf = ({ view }: Projected<StoredSheet>) => ({ id: view.sheetId, partition: view.ownerId });

const keysOf = async ({ keys }: Pick<ReadModel<object>, 'keys'>) => {
  const found: DocumentKey[] = [];
  for await (const page of keys()) found.push(...page);
  return found.toSorted((one, other) => (one.id < other.id ? -1 : 1));
};

/** A store of views: read models over the same documents. */
export type StoreOfViews = <View extends object>(shape: ReadModelShape<View>) => ReadModel<View>;

/** What every read model promises. `make` gives an empty store, which reads and saves documents of any shape. */
export const readModelContract = (name: string, make: () => Promise<StoreOfViews>): void => {
  describe(`${name} keeps the promises of a read model`, () => {
    let readModel: ReadModel<StoredSheet>;
    /** What another generation of the code has saved, whose views had no rows. */
    let earlier: ReadModel<Omit<StoredSheet, 'rows'>>;
    const save = (document: Projected<StoredSheet>, etag?: string) => readModel.save(keyOf(document), document, etag);

    beforeEach(async () => {
      const store = await make();
      readModel = store(storedSheets);
      earlier = store({ ...storedSheets, schema: storedSheet.unwrap().omit({ rows: true }).readonly() });
    });

    it('finds nothing that was not saved', async () => {
      expect(await readModel.find({ id: '1', partition: 'bob' })).toBeUndefined();
    });

    it('finds a document as it was saved, and a token beside it', async () => {
      expect(await save(stored('1', 'bob'))).toEqual(saved);
      expect(await readModel.find({ id: '1', partition: 'bob' })).toEqual({
        ...stored('1', 'bob'),
        etag: expect.any(String),
      });
    });

    it('gives the keys of all documents, also of damaged ones, and of those alone', async () => {
      const { sheetId, ownerId, openedAt } = stored('1', 'bob').view;
      const view = { sheetId, ownerId, openedAt };
      await earlier.save({ id: '1', partition: 'bob' }, { view, version: 1 }, undefined);
      await save(stored('2', 'eve'));
      expect(await keysOf(readModel)).toEqual([
        { id: '1', partition: 'bob' },
        { id: '2', partition: 'eve' },
      ]);
    });

    it('gives no key that cannot be told from what is stored', async () => {
      await save(stored('no/id', 'bob'));
      expect(await keysOf(readModel)).toEqual([]);
    });

    it('removes a document of the etag that is given, and of no other', async () => {
      await save(stored('1', 'bob'));
      const key = { id: '1', partition: 'bob' };
      const found = await readModel.find(key);
      await save(stored('1', 'bob', 2), found?.etag);
      expect(await readModel.remove(key, found?.etag ?? '')).toBe('conflict');
      expect(await readModel.remove(key, (await readModel.find(key))?.etag ?? '')).toBe('removed');
      expect(await readModel.find(key)).toBeUndefined();
      expect(await readModel.remove(key, found?.etag ?? '')).toBe('removed');
    });

    it('finds a document damaged that is no such view, leaves it out of lists, and replaces it', async () => {
      const { rows, ...withoutRows } = stored('1', 'bob').view;
      const key = { id: '1', partition: 'bob' };
      await earlier.save(key, { view: withoutRows, version: 1 }, undefined);
      await save(stored('2', 'bob'));
      const found = await readModel.find(key);
      expect(found).toEqual({ damage: expect.stringContaining('rows'), etag: expect.any(String) });
      expect(await readModel.list({ partition: 'bob', limit: 10 })).toEqual({ items: [stored('2', 'bob')] });
      expect(await save({ view: { ...withoutRows, rows }, version: 2 }, found?.etag)).toEqual(saved);
      expect(await readModel.find(key)).toMatchObject({ view: { rows }, version: 2 });
    });

    it('gives a view without what its schema does not name', async () => {
      await save(stored('1', 'bob'));
      const found = await earlier.find({ id: '1', partition: 'bob' });
      expect(found?.view).toHaveProperty('sheetId', '1');
      expect(found?.view).not.toHaveProperty('rows');
    });

    it('refuses a view above 2 MB of UTF-8, and keeps what was there', async () => {
      await save(stored('1', 'bob'));
      const found = await readModel.find({ id: '1', partition: 'bob' });
      const rows = [{ key: 'ä'.repeat(1_100_000), amount: 1 }];
      const large = { view: { ...stored('1', 'bob').view, rows }, version: 2 };
      await expect(save(large, found?.etag)).rejects.toThrow(ViewTooLarge);
      expect(await readModel.find({ id: '1', partition: 'bob' })).toEqual(found);
    });

    it('refuses a partition of a longer name than 2,048 bytes of UTF-8, when it saves and when it looks', async () => {
      const longest = 'ö'.repeat(1_024);
      expect(await save(stored('1', longest))).toEqual(saved);
      expect(await readModel.find({ id: '1', partition: longest })).toMatchObject({ version: 1 });
      await expect(save(stored('1', `${longest}o`))).rejects.toThrow(UnusableKey);
      await expect(readModel.find({ id: '1', partition: `${longest}o` })).rejects.toThrow(UnusableKey);
    });

    it('keeps documents of one id in two partitions apart', async () => {
      await save(stored('1', 'bob', 1));
      await save(stored('1', 'eve', 2));
      expect((await readModel.find({ id: '1', partition: 'bob' }))?.view).toEqual(stored('1', 'bob', 1).view);
      expect((await readModel.find({ id: '1', partition: 'eve' }))?.view).toEqual(stored('1', 'eve', 2).view);
    });

    it('keeps documents under ids of any name', async () => {
      for (const id of ['a/b', 'a\\b', 'a?b#c', 'ä', ' ']) {
        await save(stored(id, 'bob'));
        expect((await readModel.find({ id, partition: 'bob' }))?.view?.sheetId).toBe(id);
      }
    });

    it('creates a document only once', async () => {
      await save(stored('1', 'bob'));
      expect(await save({ ...stored('1', 'bob'), version: 2 })).toBe('conflict');
      expect((await readModel.find({ id: '1', partition: 'bob' }))?.version).toBe(1);
    });

    it('replaces a document under the token of its last state, whole, and only once', async () => {
      await save(stored('1', 'bob'));
      const found = await readModel.find({ id: '1', partition: 'bob' });
      const emptied = { view: { ...stored('1', 'bob').view, rows: [] }, version: 2 };
      expect(await save(emptied, found?.etag)).toEqual(saved);
      expect(await save({ ...emptied, version: 3 }, found?.etag)).toBe('conflict');
      expect(await readModel.find({ id: '1', partition: 'bob' })).toEqual({ ...emptied, etag: expect.any(String) });
    });

    it('gives with every save the token under which the next one replaces it', async () => {
      let etag: string | undefined;
      for (const version of [1, 2, 3]) {
        const outcome = await save({ ...stored('1', 'bob'), version }, etag);
        if (outcome === 'conflict') throw new Error('The token of the last save was refused.');
        ({ etag } = outcome);
      }
      expect(await readModel.find({ id: '1', partition: 'bob' })).toEqual({ ...stored('1', 'bob'), version: 3, etag });
    });

    it('lets exactly one of many replace a state', async () => {
      await save(stored('1', 'bob'));
      const found = await readModel.find({ id: '1', partition: 'bob' });
      const answers = await Promise.all(
        [2, 3, 4, 5, 6].map((version) => save({ ...stored('1', 'bob'), version }, found?.etag)),
      );
      expect(answers.filter((answer) => answer !== 'conflict')).toHaveLength(1);
    });

    it('cannot replace what is not there', async () => {
      expect(await save(stored('1', 'bob'), '"1"')).toBe('conflict');
      expect(await readModel.find({ id: '1', partition: 'bob' })).toBeUndefined();
    });

    it('refuses a view that would be kept in another partition than its own', async () => {
      const document = stored('1', 'bob');
      await expect(readModel.save({ id: '1', partition: 'eve' }, document, undefined)).rejects.toThrow(
        'ownerId is bob',
      );
    });

    it('refuses a view that no list would show, or that would lose a field', async () => {
      const undated = { sheetId: '1', ownerId: 'bob', rows: [] };
      const numbered = { ...stored('1', 'bob').view, version: 7 };
      for (const [view, field] of [
        [undated, 'openedAt'],
        [numbered, 'version'],
      ] as const)
        await expect(
          readModel.save(
            { id: '1', partition: 'bob' },
            { view: view as unknown as StoredSheet, version: 1 },
            undefined,
          ),
        ).rejects.toThrow(field);
    });

    describe('lists', () => {
      const saveDays = async (ownerId: string, days: readonly number[]) => {
        for (const day of days) await save(stored(`${ownerId}-${day}`, ownerId, day));
      };
      const idsOf = ({ items }: Page<Projected<StoredSheet>>) => items.map(({ view }) => view.sheetId);

      const follow = async (partition: string | undefined, limit: number): Promise<readonly (readonly string[])[]> => {
        const scope = partition === undefined ? {} : { partition };
        const pages: (readonly string[])[] = [];
        let continuation: string | undefined;
        do {
          const page = await readModel.list({
            ...scope,
            limit,
            ...(continuation === undefined ? {} : { continuation }),
          });
          pages.push(idsOf(page));
          continuation = page.continuation;
        } while (continuation !== undefined);
        return pages;
      };

      it('are empty for a partition without documents, and have no continuation', async () => {
        expect(await readModel.list({ partition: 'bob', limit: 10 })).toEqual({ items: [] });
        expect(await readModel.list({ limit: 10 })).toEqual({ items: [] });
      });

      it('give whole documents of one partition, the newest first', async () => {
        await saveDays('bob', [2, 3, 1]);
        await saveDays('eve', [4]);
        const { items } = await readModel.list({ partition: 'bob', limit: 10 });
        expect(items).toEqual([stored('bob-3', 'bob', 3), stored('bob-2', 'bob', 2), stored('bob-1', 'bob', 1)]);
      });

      it('come in pages of the limit, and the pages together hold each document once', async () => {
        await saveDays('bob', [1, 2, 3, 4, 5, 6, 7]);
        const pages = await follow('bob', 3);
        expect(pages.flat()).toEqual([7, 6, 5, 4, 3, 2, 1].map((day) => `bob-${day}`));
        expect(pages[0]).toHaveLength(3);
        expect(pages.every((page) => page.length <= 3)).toBe(true);
      });

      it('keep apart what has the same place in the order', async () => {
        for (const id of ['a', 'b', 'c', 'd', 'e']) await save(stored(id, 'bob', 1));
        expect((await follow('bob', 2)).flat().toSorted()).toEqual(['a', 'b', 'c', 'd', 'e']);
      });

      it('go on behind the last document given, whatever was saved in between', async () => {
        await saveDays('bob', [1, 2, 3, 4]);
        const first = await readModel.list({ partition: 'bob', limit: 2 });
        await saveDays('bob', [5, 6]);
        const { continuation = '' } = first;
        expect(idsOf(await readModel.list({ partition: 'bob', limit: 2, continuation }))).toEqual(['bob-2', 'bob-1']);
      });

      it('go over all partitions when asked for none, newest first, each document once', async () => {
        await saveDays('bob', [1, 4, 7]);
        await saveDays('eve', [2, 5]);
        await saveDays('zoe', [3, 6]);
        const newestFirst = ['bob-7', 'zoe-6', 'eve-5', 'bob-4', 'zoe-3', 'eve-2', 'bob-1'];
        expect((await follow(undefined, 10)).flat()).toEqual(newestFirst);
        expect((await follow(undefined, 2)).flat()).toEqual(newestFirst);
      });

      it('know no continuation that they have not given out', async () => {
        await saveDays('bob', [1, 2, 3]);
        const { continuation = '' } = await readModel.list({ partition: 'bob', limit: 1 });
        const forged = Buffer.from(JSON.stringify(['bob', 'made up'])).toString('base64url');
        const forgedForAll = Buffer.from(JSON.stringify([null, 'made up'])).toString('base64url');
        const refused = (request: { partition?: string; continuation: string }) =>
          expect(readModel.list({ ...request, limit: 1 })).rejects.toThrow(UnknownContinuation);
        for (const made of ['x', '', '!', forged, continuation.slice(1)])
          await refused({ partition: 'bob', continuation: made });
        await refused({ partition: 'eve', continuation });
        await refused({ continuation });
        await refused({ continuation: forgedForAll });
      });
    });
  });
};
