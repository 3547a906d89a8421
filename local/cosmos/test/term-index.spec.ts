import { PartitionKeyDefinitionVersion, type Container } from '@azure/cosmos';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareValues, type Value } from '../sql/value.ts';
import { orderedBytes } from '../sql/ordered-bytes.ts';
import { useLocalAccount } from './local-account.ts';

const account = useLocalAccount();

const values = [
  undefined,
  null,
  false,
  true,
  -1e300,
  -5,
  -0.5,
  0,
  1,
  1.5,
  2,
  2,
  7,
  1e9,
  '',
  'a',
  'a',
  'a\u0000',
  'aa',
  'b',
  '😀',
  '\uffee',
  [],
  [1],
  {},
  { a: 1 },
];
const onlyV = { includedPaths: [{ path: '/v/?' }], excludedPaths: [{ path: '/*' }] };

async function filled(indexingPolicy?: object): Promise<Container> {
  const container = await account.freshContainer(indexingPolicy === undefined ? {} : { indexingPolicy });
  for (const [n, v] of values.entries()) await container.items.create({ id: String(n).padStart(2, '0'), pk: 'p', v });
  await container.items.create({ id: 'other', pk: 'q', v: 2 });
  return container;
}

async function inPages(container: Container, query: string): Promise<string[]> {
  const rows: string[] = [];
  const iterator = container.items.query<string>(query, { partitionKey: 'p', maxItemCount: 4 });
  while (iterator.hasMoreResults()) rows.push(...(await iterator.fetchNext()).resources);
  return rows;
}

describe('an indexed path', () => {
  it('gives the same rows in the same order as looking at every item, in whatever direction and pages', async () => {
    const [indexed, scanned] = await Promise.all([filled(onlyV), filled()]);
    const constants = ['0', '2', '1.7', '"a"', '"b"', 'null', 'true', '[1]'];
    const conditions = constants.flatMap((one) =>
      ['=', '<', '<=', '>', '>='].map((operator) => `c.v ${operator} ${one}`),
    );
    const all = ['true', ...conditions, 'c.v BETWEEN 1 AND 7', '2 <= c.v AND c.v < 7', 'c.v > 1 AND c.v > "a"'];
    for (const condition of all)
      for (const order of ['ORDER BY c.v', 'ORDER BY c.v DESC', '']) {
        const query = `SELECT VALUE c.id FROM c WHERE ${condition} ${order}`;
        expect(await inPages(indexed, query), query).toEqual(await inPages(scanned, query));
      }
  });

  it('follows changes and deletions, and is there after the policy was changed', async () => {
    const container = await filled();
    const ordered = 'SELECT VALUE c.id FROM c WHERE c.v >= 1 ORDER BY c.v DESC';
    const before = await inPages(container, ordered);
    await container.replace({
      id: container.id,
      partitionKey: { paths: ['/pk'], version: PartitionKeyDefinitionVersion.V2 },
      indexingPolicy: onlyV,
    });
    expect(await inPages(container, ordered)).toEqual(before);
    await container.item('13', 'p').replace({ id: '13', pk: 'p', v: 0.1 });
    await container.item('12', 'p').delete();
    expect(await inPages(container, ordered)).toEqual(before.filter((id) => id !== '13' && id !== '12'));
  });

  it('makes the newest page of a long partition as cheap as that of a short one', async () => {
    const container = await account.freshContainer({ indexingPolicy: onlyV });
    const page = async (): Promise<number> => {
      const query = container.items.query('SELECT * FROM c ORDER BY c.v DESC', { partitionKey: 'p', maxItemCount: 2 });
      return (await query.fetchNext()).requestCharge;
    };
    for (let n = 0; n < 3; n += 1) await container.items.create({ id: `${n}`, pk: 'p', v: n });
    const short = await page();
    await Promise.all(Array.from({ length: 200 }, (_, n) => container.items.create({ id: `i${n}`, pk: 'p', v: n })));
    expect(await page()).toBe(short);
  });
});

// Text of any code points, also beyond the basic plane, but no half surrogates: UTF-8 cannot hold those.
const text = fc.string({ unit: 'binary' });
const json = fc.oneof(
  fc.constant(undefined),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  text,
  fc.jsonValue(),
) as fc.Arbitrary<Value>;

describe('ordered bytes', () => {
  it('compare as the values do', () => {
    fc.assert(
      fc.property(json, json, (left, right) => {
        const bytes = Math.sign(Buffer.compare(orderedBytes(left), orderedBytes(right)));
        expect(bytes).toBe(Math.sign(compareValues(left, right)));
      }),
    );
  });
});
