import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cosmosReadModel, shapeOf } from '../../../adapters/cosmos/index.ts';
import { inMemoryReadModel } from '../../../adapters/memory/index.ts';
import type { ListRequest, ReadModel } from '../../../application/views/read-model.ts';
import { useLocalCosmos } from '../../support/local-cosmos.ts';
import { followPages } from '../contracts/follow-pages.ts';
import { filteredDesks, saveDesks, type Desk } from '../contracts/read-model-filters.contract.ts';

const cosmos = useLocalCosmos();

const owner = fc.constantFrom('bob', 'eve', 'zoe');
const state = fc.constantFrom('free', 'taken');
const room = fc.constantFrom('x', 'y');
const label = fc.string({ unit: fc.constantFrom('a', 'B', 'ä', '€', ' ', '%', '"', '\\'), maxLength: 3 });
const floor = fc.integer({ min: -3, max: 3 });

const desks: fc.Arbitrary<readonly Desk[]> = fc.uniqueArray(
  fc.record(
    { deskId: fc.stringMatching(/^[a-cA-C1-3-]{1,3}$/), ownerId: owner, label, floor, state, room },
    { requiredKeys: ['deskId', 'ownerId', 'label', 'floor', 'state'] },
  ),
  { selector: ({ deskId }) => deskId, maxLength: 25 },
);

const optional = { requiredKeys: [] };
const sometimes = {
  partition: owner,
  direction: fc.constantFrom('asc', 'desc'),
  limit: fc.integer({ min: 1, max: 6 }),
};
const request = fc.oneof(
  fc.record(
    { ...sometimes, equal: fc.record({ state }, optional), from: label, before: label, prefix: label },
    { requiredKeys: ['limit'] },
  ),
  fc
    .record(
      { ...sometimes, equal: fc.record({ state, room }, optional), from: floor, before: floor },
      { requiredKeys: ['limit'] },
    )
    .map((asked) => ({ ...asked, orderBy: 'floor' })),
) as fc.Arbitrary<ListRequest>;

/** Written apart from both: everything filtered, everything sorted, cut into pages. */
const naivePages = (all: readonly Desk[], asked: ListRequest): readonly (readonly string[])[] => {
  const { partition, equal = {}, from, before, prefix, direction = 'desc', orderBy = 'label', limit } = asked;
  const valueOf = (desk: Desk) => desk[orderBy as 'label' | 'floor'];
  const compare = (one: Desk, other: Desk): number => {
    const [left, right] = [valueOf(one), valueOf(other)];
    if (left !== right) return left < right ? -1 : 1;
    return one.deskId < other.deskId ? -1 : 1;
  };
  const fitting = all
    .filter((desk) => partition === undefined || desk.ownerId === partition)
    .filter((desk) => Object.entries(equal).every(([field, value]) => desk[field as keyof Desk] === value))
    .filter((desk) => from === undefined || valueOf(desk) >= from)
    .filter((desk) => before === undefined || valueOf(desk) < before)
    .filter((desk) => prefix === undefined || desk.label.startsWith(prefix))
    .toSorted((one, other) => (direction === 'asc' ? compare(one, other) : compare(other, one)))
    .map(({ deskId }) => deskId);
  const pages = Math.max(1, Math.ceil(fitting.length / limit));
  return Array.from({ length: pages }, (_, page) => fitting.slice(page * limit, (page + 1) * limit));
};

const pagesOf = async (readModel: ReadModel<Desk>, asked: ListRequest) =>
  (await followPages(readModel, asked)).map((page) => page.map(({ view }) => view.deskId));

it('any query of any documents has the same pages in Cosmos, in memory, and sorted by hand', () =>
  fc.assert(
    fc.asyncProperty(desks, fc.array(request, { minLength: 8, maxLength: 12 }), async (all, requests) => {
      const database = await cosmos.freshDatabase();
      await cosmos.addContainerOf(database, filteredDesks);
      const stored = cosmosReadModel<Desk>(database, shapeOf(filteredDesks));
      const inMemory = inMemoryReadModel<Desk>(shapeOf(filteredDesks));
      for (const readModel of [stored, inMemory]) await saveDesks(readModel, all);
      for (const asked of requests) {
        const expected = naivePages(all, asked);
        expect(await pagesOf(inMemory, asked)).toEqual(expected);
        expect(await pagesOf(stored, asked)).toEqual(expected);
        const { partition } = asked;
        if (partition !== undefined)
          for (const readModel of [stored, inMemory])
            expect(await readModel.count({ ...asked, partition })).toBe(expected.flat().length);
      }
    }),
    { numRuns: 10 },
  ));
