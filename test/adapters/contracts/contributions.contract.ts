import type { StreamId } from '../../../domain/modelling/ids.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { UnknownContinuation } from '../../../application/paging.ts';
import {
  ChangesTooLarge,
  mostChanges,
  type Contributions,
  type TotalsRequest,
} from '../../../application/views/contributions/contributions.ts';
import { UnusableKey } from '../../../application/views/read-model.ts';
import { placeOf } from '../../../application/views/contributions/total-place.ts';
import { streamIdOf } from '../../../application/streams/commit.ts';

const row = z.object({ key: z.string(), rows: z.int(), amount: z.int() }).readonly();

/** A row of the totals of the contract. */
export type CountedRow = z.infer<typeof row>;

/** How the totals of the contract are stored. */
export const countedRows = { name: 'amounts-by-key', schema: row } as const;

const rent = placeOf({ key: 'rent' });
const adds = (streamId: StreamId, amount: number, version = 1) => ({
  streamId,
  version,
  value: { rows: 1, amount },
  before: undefined,
});
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

/** What every store of totals promises. `make` gives an empty one. */
export const contributionsContract = (name: string, make: () => Promise<Contributions<CountedRow>>): void => {
  describe(`${name} keeps the promises of contributions`, () => {
    let store: Contributions<CountedRow>;
    beforeEach(async () => {
      store = await make();
    });

    const totals = async (request: Partial<TotalsRequest> = {}) => (await store.list({ limit: 100, ...request })).items;
    const found = (streamId: StreamId) => store.find(rent.partition, streamId);

    it('finds nothing that was not saved, and lists no totals', async () => {
      expect(await found('sheet-1')).toBeUndefined();
      expect(await store.list({ limit: 10 })).toEqual({ items: [] });
    });

    it('finds a contribution as it was saved, and adds it to the total', async () => {
      const [etag] = await store.save(rent, [adds('sheet-1', 5, 3)]);
      expect(await found('sheet-1')).toEqual({ streamId: 'sheet-1', version: 3, value: { rows: 1, amount: 5 }, etag });
      expect(await totals()).toEqual([{ key: 'rent', rows: 1, amount: 5 }]);
    });

    it('changes the total by the difference to the contribution of before', async () => {
      await store.save(rent, [adds('sheet-1', 5), adds('sheet-2', 7)]);
      const before = await found('sheet-1');
      await store.save(rent, [{ ...adds('sheet-1', 6, 2), before }]);
      expect(await totals()).toEqual([{ key: 'rent', rows: 2, amount: 13 }]);
    });

    it('takes the etag that a save gave for the next one', async () => {
      const etags = await store.save(rent, [adds('sheet-1', 5), adds('sheet-2', 7)]);
      if (etags === 'conflict') expect.fail('Nobody else was there.');
      const before = { ...adds('sheet-2', 7), etag: etags[1] ?? '' };
      await store.save(rent, [{ ...adds('sheet-2', 8, 2), before }]);
      expect(await totals()).toEqual([{ key: 'rent', rows: 2, amount: 13 }]);
    });

    it('keeps what adds nothing any more with its version, and lists no total without contributions', async () => {
      await store.save(rent, [adds('sheet-1', 5)]);
      const before = await found('sheet-1');
      await store.save(rent, [{ streamId: 'sheet-1', version: 2, value: undefined, before }]);
      expect(await found('sheet-1')).toMatchObject({ version: 2, value: undefined });
      expect(await totals()).toEqual([]);
      await store.save(rent, [adds('sheet-2', 9)]);
      expect(await totals()).toEqual([{ key: 'rent', rows: 1, amount: 9 }]);
    });

    it('can begin with a stream that adds nothing', async () => {
      await store.save(rent, [{ streamId: 'sheet-1', version: 2, value: undefined, before: undefined }]);
      expect(await found('sheet-1')).toMatchObject({ version: 2, value: undefined });
      await store.save(rent, [adds('sheet-2', 9)]);
      expect(await totals()).toEqual([{ key: 'rent', rows: 1, amount: 9 }]);
    });

    it('saves all or nothing: one contribution that was changed since is a conflict for all', async () => {
      await store.save(rent, [adds('sheet-1', 5)]);
      const before = await found('sheet-1');
      await store.save(rent, [{ ...adds('sheet-1', 6, 2), before }]);
      expect(await store.save(rent, [adds('sheet-2', 7), { ...adds('sheet-1', 8, 3), before }])).toBe('conflict');
      expect(await found('sheet-2')).toBeUndefined();
      expect(await totals()).toEqual([{ key: 'rent', rows: 1, amount: 6 }]);
    });

    it('creates a contribution only once, and replaces none that is not there', async () => {
      await store.save(rent, [adds('sheet-1', 5)]);
      expect(await store.save(rent, [adds('sheet-1', 5)])).toBe('conflict');
      const before = { ...adds('sheet-9', 1), etag: '"1"' };
      expect(await store.save(rent, [{ ...adds('sheet-9', 5), before }])).toBe('conflict');
      expect(await totals()).toEqual([{ key: 'rent', rows: 1, amount: 5 }]);
    });

    it('counts all who add to one total at the same time, also to a new one', async () => {
      await Promise.all(upTo(40).map((each) => store.save(rent, [adds(streamIdOf('sheet', String(each)), each)])));
      expect(await totals()).toEqual([{ key: 'rent', rows: 40, amount: 820 }]);
    });

    it('lets exactly one of many change a contribution', async () => {
      await store.save(rent, [adds('sheet-1', 5)]);
      const before = await found('sheet-1');
      const answers = await Promise.all(
        upTo(6).map((each) => store.save(rent, [{ ...adds('sheet-1', 10 * each, 2), before }])),
      );
      expect(answers.filter((answer) => answer !== 'conflict')).toHaveLength(1);
      expect(await totals()).toEqual([{ key: 'rent', rows: 1, amount: (await found('sheet-1'))?.value?.['amount'] }]);
    });

    it('takes 99 contributions in one transaction, and never more', async () => {
      await store.save(
        rent,
        upTo(mostChanges).map((each) => adds(streamIdOf('sheet', String(each)), 1)),
      );
      expect(await totals()).toEqual([{ key: 'rent', rows: 99, amount: 99 }]);
      const tooMany = upTo(mostChanges + 1).map((each) => adds(streamIdOf('more', String(each)), 1));
      await expect(store.save(rent, tooMany)).rejects.toThrow();
      expect(await totals()).toEqual([{ key: 'rent', rows: 99, amount: 99 }]);
    });

    it('refuses a transaction above 2 MB, and keeps what was there', async () => {
      const large = upTo(3).map((each) => adds(streamIdOf('sheet', `${each}-${'x'.repeat(800_000)}`), 1));
      await expect(store.save(rent, large)).rejects.toThrow(ChangesTooLarge);
      expect(await totals()).toEqual([]);
    });

    it('refuses a key of more than 2,048 bytes', async () => {
      const longest = placeOf({ key: 'ö'.repeat(1_025) });
      await expect(store.save(longest, [adds('sheet-1', 1)])).rejects.toThrow(UnusableKey);
      await expect(store.find(longest.partition, 'sheet-1')).rejects.toThrow(UnusableKey);
    });

    it('keeps streams of any name apart, also one that is called as the total', async () => {
      for (const streamId of ['total-1', 'a-/b', 'a-?b', 'a-ä', 'from:total-1'] as const)
        await store.save(rent, [adds(streamId, 1)]);
      expect(await totals()).toEqual([{ key: 'rent', rows: 5, amount: 5 }]);
      expect(await found('total-1')).toMatchObject({ streamId: 'total-1' });
    });

    it('gives a total beside the sum of its contributions, and takes a sum in its place', async () => {
      await store.save(rent, [adds('sheet-1', 5), adds('sheet-2', 7)]);
      expect(await store.partitions()).toEqual([rent.partition]);
      const { stored, counted, contributions, etag } = await store.check(rent.partition);
      const sums = { value: { rows: 2, amount: 12 }, contributions: 2 };
      expect({ stored, counted }).toMatchObject({ stored: sums, counted: sums });
      expect(contributions.map(({ streamId }) => streamId).toSorted()).toEqual(['sheet-1', 'sheet-2']);
      expect(await store.repair(rent, { value: { rows: 2, amount: 13 }, contributions: 2 }, etag)).toBe('saved');
      expect(await totals()).toEqual([{ key: 'rent', rows: 2, amount: 13 }]);
    });

    it('repairs no total that was changed since it was checked', async () => {
      await store.save(rent, [adds('sheet-1', 5)]);
      const { counted, etag } = await store.check(rent.partition);
      await store.save(rent, [adds('sheet-2', 7)]);
      expect(await store.repair(rent, counted, etag)).toBe('conflict');
      expect(await totals()).toEqual([{ key: 'rent', rows: 2, amount: 12 }]);
    });

    it('names the streams that contribute or ever did, at most so many', async () => {
      expect(await store.streams(rent.partition, 9)).toEqual([]);
      await store.save(rent, [adds('sheet-1', 5), adds('sheet-2', 7)]);
      const before = await found('sheet-1');
      await store.save(rent, [{ streamId: 'sheet-1', version: 2, value: undefined, before }]);
      expect((await store.streams(rent.partition, 9)).toSorted()).toEqual(['sheet-1', 'sheet-2']);
      expect(await store.streams(rent.partition, 1)).toHaveLength(1);
    });

    it('lists the places of all totals, also of those to which nothing contributes any more', async () => {
      const asOf = '2026-05-04T10:00:00.000Z';
      await store.save(rent, [adds('sheet-1', 5)]);
      const before = await found('sheet-1');
      await store.save(rent, [{ streamId: 'sheet-1', version: 2, value: undefined, before }]);
      await store.save(placeOf({ key: 'tax' }), [adds('sheet-1', 5)]);
      const { items, continuation = '' } = await store.places({ limit: 1, asOf });
      expect(items).toEqual([rent]);
      const rest = await store.places({ limit: 9, asOf, continuation });
      expect(rest.items).toEqual([placeOf({ key: 'tax' })]);
      expect((await store.places({ limit: 9, asOf, from: 'sa' })).items).toEqual([placeOf({ key: 'tax' })]);
      await expect(store.list({ limit: 9, continuation })).rejects.toThrow(UnknownContinuation);
    });

    describe('lists totals', () => {
      const keys = ['a', 'a b', 'a%20b', 'b', 'b!', 'ba', 'c'];
      beforeEach(async () => {
        for (const key of keys.toReversed()) await store.save(placeOf({ key }), [adds('sheet-1', 1)]);
      });
      const keysOf = async (request: Partial<TotalsRequest>) => (await totals(request)).map(({ key }) => key);

      it('in the order of their keys, each as it was written', async () => {
        expect(await keysOf({})).toEqual(keys);
      });

      it('from a key to a key, both included, and no key that only begins alike', async () => {
        expect(await keysOf({ from: 'b', to: 'b' })).toEqual(['b']);
        expect(await keysOf({ from: 'a b', to: 'a b' })).toEqual(['a b']);
        expect(await keysOf({ from: 'b!' })).toEqual(['b!', 'ba', 'c']);
        expect(await keysOf({ to: 'a%20b' })).toEqual(['a', 'a b', 'a%20b']);
        expect(await keysOf({ from: 'c', to: 'a' })).toEqual([]);
      });

      it('in pages that together hold each total once, whatever is counted in between', async () => {
        const seen: string[] = [];
        let continuation: string | undefined;
        do {
          const page = await store.list({ limit: 2, ...(continuation === undefined ? {} : { continuation }) });
          expect(page.items.length).toBeLessThanOrEqual(2);
          seen.push(...page.items.map(({ key }) => key));
          continuation = page.continuation;
          await store.save(placeOf({ key: `0 before ${seen.length}` }), [adds('sheet-2', 1)]);
        } while (continuation !== undefined);
        expect(seen).toEqual(keys);
      });

      it('and knows no continuation of another list', async () => {
        const { continuation = '' } = await store.list({ limit: 1, from: 'a' });
        for (const made of ['x', continuation.slice(1)])
          await expect(store.list({ limit: 1, from: 'a', continuation: made })).rejects.toThrow(UnknownContinuation);
        await expect(store.list({ limit: 1, continuation })).rejects.toThrow(UnknownContinuation);
      });
    });
  });
};
