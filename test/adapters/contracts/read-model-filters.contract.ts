import { z } from 'zod';
import { beforeEach, describe, expect, it } from 'vitest';
import type { ListRequest, Projected, ReadModel } from '../../../application/views/read-model.ts';
import { UnknownContinuation } from '../../../application/paging.ts';
import { followPages } from './follow-pages.ts';

const desk = z.object({
  deskId: z.string(),
  ownerId: z.string(),
  label: z.string(),
  floor: z.number(),
  state: z.enum(['free', 'taken']),
  room: z.string().exactOptional(),
});

/** A view of the contract, which is filtered in every way that can be declared. */
export type Desk = z.infer<typeof desk>;

/** How the view is declared. */
export const filteredDesks = {
  name: 'desks',
  schema: desk,
  partition: { by: 'field', field: 'ownerId' },
  owner: { field: 'ownerId' },
  orderBy: 'label',
  queries: [
    { equal: ['state'], range: 'label', prefix: 'label', orderBy: 'label' },
    { equal: ['state', 'room'], range: 'floor', orderBy: 'floor' },
  ],
} as const;

/** A document of the contract. */
export const deskOf = (deskId: string, some: Partial<Desk> = {}): Desk => ({
  deskId,
  ownerId: 'bob',
  label: 'a',
  floor: 1,
  state: 'free',
  ...some,
});

/** Saves each as a new document. */
export const saveDesks = async (readModel: ReadModel<Desk>, desks: readonly Desk[]): Promise<void> => {
  for (const view of desks)
    await readModel.save({ id: view.deskId, partition: view.ownerId }, { view, version: 1 }, undefined);
};

const idsOf = (items: readonly Projected<Desk>[]): readonly string[] => items.map(({ view }) => view.deskId);

/** What every read model promises about filters. `make` gives an empty one of {@link filteredDesks}. */
export const readModelFiltersContract = (name: string, make: () => Promise<ReadModel<Desk>>): void => {
  describe(`${name} filters`, () => {
    let readModel: ReadModel<Desk>;
    const found = async (request: Omit<ListRequest, 'limit'>) =>
      idsOf((await followPages(readModel, { ...request, limit: 2 })).flat());

    beforeEach(async () => {
      readModel = await make();
      await saveDesks(readModel, [
        deskOf('1', { label: 'a', floor: 3, state: 'free', room: 'x' }),
        deskOf('2', { label: 'ab', floor: 1, state: 'taken', room: 'x' }),
        deskOf('3', { label: 'b', floor: 10, state: 'free', ownerId: 'eve' }),
        deskOf('4', { label: 'ab', floor: 3, state: 'free', room: 'y', ownerId: 'eve' }),
        deskOf('5', { label: 'ä', floor: -2, state: 'free', ownerId: 'zoe' }),
      ]);
    });

    it('by nothing: all partitions merged, in either direction, equals in the order of their ids', async () => {
      expect(await found({})).toEqual(['5', '3', '4', '2', '1']);
      expect(await found({ direction: 'asc' })).toEqual(['1', '2', '4', '3', '5']);
      expect(await found({ orderBy: 'floor', direction: 'asc' })).toEqual(['5', '2', '1', '4', '3']);
    });

    it('by a value, and by several at once', async () => {
      expect(await found({ equal: { state: 'free' } })).toEqual(['5', '3', '4', '1']);
      expect(await found({ equal: { room: 'x' }, orderBy: 'floor' })).toEqual(['1', '2']);
      expect(await found({ equal: { room: 'x', state: 'free' }, orderBy: 'floor' })).toEqual(['1']);
      expect(await found({ equal: { state: 'free' }, partition: 'eve' })).toEqual(['3', '4']);
      expect(await found({ equal: { state: 'nowhere' } })).toEqual([]);
    });

    it('by a range, from its lower bound on and up to its upper one, which is not in it', async () => {
      expect(await found({ from: 'ab' })).toEqual(['5', '3', '4', '2']);
      expect(await found({ before: 'ab' })).toEqual(['1']);
      expect(await found({ from: 'ab', before: 'b' })).toEqual(['4', '2']);
      expect(await found({ orderBy: 'floor', from: -2, before: 3 })).toEqual(['2', '5']);
      expect(await found({ from: 'b', before: 'a' })).toEqual([]);
    });

    it('by a prefix, in which no character is a pattern', async () => {
      await saveDesks(readModel, [deskOf('6', { label: 'a%_b' }), deskOf('7', { label: 'A' })]);
      expect(await found({ prefix: 'a' })).toEqual(['4', '2', '6', '1']);
      expect(await found({ prefix: 'a%' })).toEqual(['6']);
      expect(await found({ prefix: '' })).toHaveLength(7);
    });

    it('by the owner, whatever else is asked for', async () => {
      expect(await found({ ownedBy: { field: 'ownerId', ownerId: 'eve' } })).toEqual(['3', '4']);
      expect(await found({ equal: { state: 'taken' }, ownedBy: { field: 'ownerId', ownerId: 'eve' } })).toEqual([]);
    });

    it('what it counts in one partition', async () => {
      expect(await readModel.count({ partition: 'bob' })).toBe(2);
      expect(await readModel.count({ partition: 'bob', equal: { state: 'free' } })).toBe(1);
      expect(await readModel.count({ partition: 'bob', from: 'ab' })).toBe(1);
      expect(await readModel.count({ partition: 'nobody' })).toBe(0);
    });

    it('by nothing that no query declares', async () => {
      for (const asked of [{ equal: { room: 'x' } }, { equal: { deskId: '1' } }, { orderBy: 'deskId' }])
        await expect(readModel.list({ ...asked, limit: 2 })).rejects.toThrow('No declared query');
    });

    it('on every page alike: a continuation is none of another filter or direction', async () => {
      const { continuation = '' } = await readModel.list({ equal: { state: 'free' }, limit: 1 });
      const go = (request: Omit<ListRequest, 'limit'>) => readModel.list({ ...request, limit: 1, continuation });
      expect(idsOf((await go({ equal: { state: 'free' } })).items)).toEqual(['3']);
      for (const other of [
        {},
        { equal: { state: 'taken' } },
        { equal: { state: 'free' }, direction: 'asc' },
        { equal: { state: 'free' }, from: 'a' },
        { equal: { state: 'free' }, before: 'z' },
        { equal: { state: 'free' }, prefix: 'a' },
        { equal: { state: 'free' }, partition: 'bob' },
        { equal: { state: 'free' }, orderBy: 'floor' },
      ] as const)
        await expect(go(other)).rejects.toThrow(UnknownContinuation);
    });

    it('refuses a document that one of the orders would not show', async () => {
      const view = { ...deskOf('8'), floor: undefined } as unknown as Desk;
      await expect(readModel.save({ id: '8', partition: 'bob' }, { view, version: 1 }, undefined)).rejects.toThrow(
        'floor',
      );
    });

    it.each(['asc', 'desc'] as const)(
      'while 50 others write: %s, each document that was there before comes once, and none twice',
      async (direction) => {
        const before = Array.from({ length: 30 }, (_, index) => deskOf(`old-${index}`, { floor: index % 7 }));
        await saveDesks(readModel, before);
        const writing = Promise.all(
          Array.from({ length: 50 }, (_, writer) =>
            saveDesks(
              readModel,
              [0, 1, 2].map((n) =>
                deskOf(`new-${writer}-${n}`, { floor: (writer + n) % 9, ownerId: `owner-${writer}` }),
              ),
            ),
          ),
        );
        const pages = await followPages(readModel, { orderBy: 'floor', direction, limit: 3 });
        await writing;
        const ids = idsOf(pages.flat());
        expect(new Set(ids).size).toBe(ids.length);
        expect(ids.filter((id) => id.startsWith('old-')).toSorted()).toEqual(
          before.map(({ deskId }) => deskId).toSorted(),
        );
        const floors = pages.flat().map(({ view }) => view.floor);
        expect(floors).toEqual(floors.toSorted((one, other) => (direction === 'asc' ? one - other : other - one)));
        expect(pages.slice(0, -1).every((page) => page.length === 3)).toBe(true);
      },
    );
  });
};
