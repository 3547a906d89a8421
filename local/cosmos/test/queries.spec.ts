import { BulkOperationType, type Container, type FeedOptions, type JSONObject, type SqlQuerySpec } from '@azure/cosmos';
import { describe, expect, it } from 'vitest';
import { failureOf, unmerged, useLocalAccount } from './local-account.ts';

const account = useLocalAccount();

async function filled(count: number): Promise<Container> {
  const container = await account.freshContainer();
  const creates = Array.from({ length: count }, (_, n) =>
    container.items.create({ id: `i${String(n).padStart(3, '0')}`, pk: `p${n % 4}`, n, half: Math.floor(n / 2) }),
  );
  await Promise.all(creates);
  return container;
}

/** Creates 600 items at once. */
async function bulk(container: Container, item: (n: number) => JSONObject & { readonly pk: string }): Promise<void> {
  const items = Array.from({ length: 600 }, (_, n) => item(n));
  const answers = await container.items.executeBulkOperations(
    items.map((resourceBody) => ({ operationType: BulkOperationType.Create, partitionKey: resourceBody.pk, resourceBody })), // prettier-ignore
  );
  expect(answers.filter(({ response }) => response?.statusCode === 201)).toHaveLength(600);
}

/** Reads page by page, and does something between the pages. */
async function paged<T>(
  container: Container,
  query: string | SqlQuerySpec,
  options: FeedOptions,
  between: (page: number) => Promise<unknown> = () => Promise.resolve(),
): Promise<T[]> {
  const rows: T[] = [];
  let continuationToken: string | undefined;
  for (let page = 0; ; page += 1) {
    const resumed = { ...options, ...(continuationToken === undefined ? {} : { continuationToken }) };
    const answer = await container.items.query<T>(query, resumed).fetchNext();
    rows.push(...answer.resources);
    continuationToken = answer.continuationToken;
    if (!continuationToken) return rows;
    await between(page);
  }
}

describe('a query', () => {
  it('spans all partitions, or one when it is told which', async () => {
    const container = await filled(20);
    const count = 'SELECT VALUE COUNT(1) FROM c';
    expect((await container.items.query(count).fetchAll()).resources).toEqual([20]);
    expect((await container.items.query(count, { partitionKey: 'p1' }).fetchAll()).resources).toEqual([5]);
    expect((await container.items.query(`${count} WHERE c.pk = "p1"`).fetchAll()).resources).toEqual([5]);
  });

  it('gives the same with the plan that the SDK may ask for', async () => {
    const container = await filled(20);
    const text = 'SELECT VALUE c.n FROM c WHERE c.n > 3 ORDER BY c.n DESC';
    const plain = await container.items.query(text, unmerged).fetchAll();
    const planned = await container.items.query(text, { forceQueryPlan: true }).fetchAll();
    expect(planned.resources).toEqual(plain.resources);
  });

  it('of one key costs less than one of all ranges, and is paid by what it loads', async () => {
    const container = await filled(40);
    const [one, all] = await Promise.all([
      container.items.query('SELECT * FROM c', { partitionKey: 'p1' }).fetchAll(),
      container.items.query('SELECT * FROM c').fetchAll(),
    ]);
    expect(one.requestCharge).toBeCloseTo(2.8 + 10 * 0.04, 2);
    expect(all.requestCharge).toBeCloseTo(3 * 2.8 + 40 * 0.04, 2);
  });

  it('with a mistake is refused with its place', async () => {
    const container = await filled(1);
    const { code, message } = await failureOf(container.items.query('SELECT * FROM c WHERE c.x ==').fetchAll());
    expect(code).toBe(400);
    expect(message).toMatch(/"start":27.*SC1001.*near '='/s);
  });

  it('that is too long or too deep is refused, and nothing breaks', async () => {
    const container = await filled(1);
    const long = `SELECT * FROM c WHERE c.x = "${'x'.repeat(600_000)}"`;
    const deep = `SELECT * FROM c WHERE ${'('.repeat(50_000)}1${')'.repeat(50_000)}`;
    expect(await failureOf(container.items.query(long).fetchAll())).toMatchObject({
      code: 400,
      message: expect.stringContaining('524288'),
    });
    expect(await failureOf(container.items.query(deep).fetchAll())).toMatchObject({
      code: 400,
      message: expect.stringContaining('too deeply'),
    });
    expect((await container.items.query('SELECT * FROM c').fetchAll()).resources).toHaveLength(1);
  });

  it('may be ordered by what is indexed only', async () => {
    const container = await account.freshContainer({
      indexingPolicy: {
        includedPaths: [{ path: '/n/?' }],
        excludedPaths: [{ path: '/*' }],
        compositeIndexes: [[{ path: '/n', order: 'ascending' }, { path: '/m', order: 'descending' }]],
      } as never,
    }); // prettier-ignore
    const by = (order: string): Promise<unknown> =>
      container.items.query(`SELECT * FROM c ORDER BY ${order}`).fetchAll();
    await by('c.n DESC');
    await by('c._ts');
    await by('c.n DESC, c.m ASC');
    expect((await failureOf(by('c.other'))).code).toBe(400);
    expect((await failureOf(by('c.n, c.m'))).message).toMatch(/composite index/);
  });
});

describe('a client that merges the answers of the ranges itself', () => {
  it.each([
    'SELECT * FROM c ORDER BY c.n DESC',
    'SELECT c.n, c["half"] AS h FROM c WHERE c.n IN (1, 5, 7) ORDER BY c.n',
    'SELECT VALUE c.missing FROM c ORDER BY c.n',
    'SELECT TOP 7 VALUE c.n FROM c ORDER BY c.n',
    'SELECT VALUE c.n FROM c ORDER BY c.n OFFSET 3 LIMIT 9',
    'SELECT DISTINCT VALUE c.pk FROM c ORDER BY c.pk',
    'SELECT COUNT(1) AS n, AVG(c.n) AS a, MIN(c.n) AS low, MAX(c.n) AS high FROM c',
    'SELECT VALUE SUM(c.n) FROM c',
    'SELECT VALUE SUM(c.pk) FROM c',
    'SELECT VALUE { n: COUNT(1) } FROM c',
    'SELECT TOP 3 VALUE c.n FROM c ORDER BY RANK FullTextScore(c.pk, "p1")',
    'SELECT TOP 9 c.n FROM c ORDER BY VectorDistance([c.n, 1], [3.1, 4], true, {distanceFunction: "euclidean"})',
    'SELECT DISTINCT TOP 9 VALUE c.half FROM c ORDER BY VectorDistance([c.n, 1], [3, 4])',
  ])('%s gets what this server gives at once', async (text) => {
    const container = await filled(20);
    const whole = await container.items.query(text, unmerged).fetchAll();
    const merged = await container.items.query(text, { forceQueryPlan: true, maxItemCount: 3 }).fetchAll();
    expect(merged.resources).toEqual(whole.resources);
  });

  const closest = 'VectorDistance(c.v, [3, 4], true, {distanceFunction: "euclidean"})';
  const fused = `RRF(FullTextScore(c.title, "news"), ${closest}, FullTextScore(c.text, @word)`;

  it.each([
    'SELECT TOP 4 c.n FROM c ORDER BY RANK FullTextScore(c.text, "rare", @word)',
    'SELECT * FROM c WHERE c.n > 4 ORDER BY RANK FullTextScore(c.text, "often") OFFSET 2 LIMIT 5',
    `SELECT c.n FROM c ORDER BY RANK ${fused})`,
    `SELECT TOP 7 c.n FROM c ORDER BY RANK ${fused}, [3, 1, -2])`,
    `SELECT TOP 7 VALUE c FROM c ORDER BY RANK RRF(${closest}, VectorDistance(c.v, [1, 9]))`,
  ])('ranks as this server does at once: %s', async (text) => {
    const container = await account.freshContainer();
    await Promise.all(
      Array.from({ length: 23 }, (_, n) => {
        const words = (count: number): string => Array.from({ length: count }, (_word, at) => `w${at}`).join(' ');
        const rare = n % 7 === 0 ? 'rare ' : '';
        const item = { title: `news ${words(n)}`, text: `${rare}often ${words((n * 5) % 23)}`, v: [n, (n * 9) % 23] };
        return container.items.create({ id: `i${n}`, pk: `p${n % 4}`, n, ...item });
      }),
    );
    const query = { query: text, parameters: [{ name: '@word', value: 'often' }] };
    const whole = (await container.items.query(query, unmerged).fetchAll()).resources;
    expect(whole.length).toBeGreaterThan(3);
    for (const disableHybridSearchQueryPlanOptimization of [false, true]) {
      const merging = { forceQueryPlan: true, maxItemCount: 3, disableHybridSearchQueryPlanOptimization };
      expect((await container.items.query(query, merging).fetchAll()).resources).toEqual(whole);
    }
  });

  it.each([
    ['SELECT * FROM c WHERE c.n > 3', 16],
    ['SELECT * FROM c OFFSET 3 LIMIT 9', 9],
    ['SELECT TOP 7 * FROM c', 7],
    ['SELECT DISTINCT c.half FROM c', 10],
    ['SELECT c.half FROM c GROUP BY c.half', 10],
  ])('%s gets as many rows, in whatever order', async (text, count) => {
    const container = await filled(20);
    const merged = await container.items.query(text, { forceQueryPlan: true, maxItemCount: 3 }).fetchAll();
    expect(new Set(merged.resources.map((row: unknown) => JSON.stringify(row))).size).toBe(count);
    expect(merged.resources).toHaveLength(count);
  });

  it.each([
    'SELECT VALUE c.id FROM c',
    'SELECT VALUE c.id FROM c ORDER BY c.half DESC',
    'SELECT VALUE c.id FROM c ORDER BY c.half',
  ])('%s goes on by its own tokens and sees every item once', async (text) => {
    const rows = await paged<string>(await filled(20), text, { enableQueryControl: true, maxItemCount: 4 });
    expect(rows.toSorted()).toEqual(Array.from({ length: 20 }, (_, n) => `i${String(n).padStart(3, '0')}`));
  });

  it.each(['', ' DESC'])('finds its place among hundreds of equal values, ordered%s', async (direction) => {
    const container = await account.freshContainer();
    await bulk(container, (n) => ({ id: `i${n}`, pk: `p${n % 4}`, third: n % 3 }));
    const text = `SELECT VALUE c.id FROM c ORDER BY c.third${direction}`;
    const rows = await paged<string>(container, text, { enableQueryControl: true, maxItemCount: 60 });
    expect(rows.toSorted()).toEqual(Array.from({ length: 600 }, (_, n) => `i${n}`).toSorted());
  });

  it('gets what is DISTINCT within a range once, though it stands in many items', async () => {
    const container = await account.freshContainer();
    await bulk(container, (n) => ({ id: `i${n}`, pk: `p${n % 8}`, payload: n }));
    const text = 'SELECT DISTINCT c.pk FROM c ORDER BY c.pk';
    const planned = await paged<{ pk: string }>(container, text, { enableQueryControl: true, maxItemCount: 8 });
    expect(planned.map(({ pk }) => pk)).toEqual(['p0', 'p1', 'p2', 'p3', 'p4', 'p5', 'p6', 'p7']);
    const plain = await container.items.query('SELECT DISTINCT c.pk, c.payload FROM c').fetchAll();
    expect(plain.resources).toHaveLength(600);
  });

  it('is made to do so by GROUP BY over several keys, and tells missing values of a group as undefined', async () => {
    const container = await filled(8);
    const text = 'SELECT c.half, COUNT(1) AS n, MIN(c.missing) AS low FROM c GROUP BY c.half';
    const merged = (await container.items.query(text, { maxItemCount: 100 }).fetchAll()).resources;
    expect(merged.toSorted((left, right) => left.half - right.half)).toStrictEqual(
      [0, 1, 2, 3].map((half) => ({ half, n: 2, low: undefined })),
    );
    const byTwo = await container.items.query(text, { maxDegreeOfParallelism: 2 }).fetchAll();
    expect(byTwo.resources).toStrictEqual([0, 1, 2, 3].map((half) => ({ half, n: 2 })));
    const ofOneKey = await container.items.query(text, { partitionKey: 'p1' }).fetchAll();
    expect(ofOneKey.resources).toStrictEqual([0, 2].map((half) => ({ half, n: 1 })));
  });
});

describe('metrics', () => {
  it('come with every page when they are asked for', async () => {
    const container = await filled(6);
    const options = { populateQueryMetrics: true, populateIndexMetrics: true, maxItemCount: 4, ...unmerged };
    const page = await container.items.query('SELECT * FROM c WHERE c.n >= 2 ORDER BY c.half', options).fetchNext();
    expect(Object.values(page.queryMetrics as unknown as object)).toMatchObject([
      { retrievedDocumentCount: 6, outputDocumentCount: 4 },
    ]);
    expect(JSON.parse(page.indexMetrics)).toMatchObject({
      UtilizedIndexes: { SingleIndexes: [{ IndexSpec: '/n/?' }, { IndexSpec: '/half/?' }] },
    });
    const plain = await container.items.query('SELECT * FROM c').fetchNext();
    expect(plain.queryMetrics).toBeUndefined();
  });
});

describe('paging', () => {
  it.each([
    ['SELECT VALUE c.n FROM c', 20],
    ['SELECT VALUE c.n FROM c ORDER BY c.half DESC', 20],
    ['SELECT DISTINCT VALUE c.half FROM c', 10],
    ['SELECT VALUE c.n FROM c OFFSET 3 LIMIT 9', 9],
    ['SELECT TOP 7 VALUE c.n FROM c ORDER BY c.n', 7],
    ['SELECT VALUE x FROM c JOIN x IN [c.n, c.n]', 40],
  ])('%s gives the same rows in pages of 3 as at once', async (text, count) => {
    const container = await filled(20);
    const { resources } = await container.items.query(text, unmerged).fetchAll();
    expect(resources).toHaveLength(count);
    expect(await paged(container, text, { maxItemCount: 3, ...unmerged })).toEqual(resources);
  });

  it.each(['SELECT * FROM c', 'SELECT * FROM c ORDER BY c.n', 'SELECT * FROM c WHERE c.n >= 0 ORDER BY c.n'])(
    '%s gives every item that stays exactly once while others come, change and go',
    async (text) => {
      const container = await filled(20);
      const rows = await paged<{ id: string; n: number }>(
        container,
        text,
        { maxItemCount: 4, ...unmerged },
        async (page) => {
          await container.items.create({ id: `late-${page}`, pk: 'p1', n: -1 });
          await container.item(`i00${page}`, `p${page % 4}`).delete();
          await container.item('i019', 'p3').patch([{ op: 'set', path: '/touched', value: page }]);
        },
      );
      const stayed = rows.filter(({ id, n }) => !id.startsWith('late') && n > 4).map(({ n }) => n);
      expect(stayed).toEqual(Array.from({ length: 15 }, (_, n) => n + 5));
    },
  );

  it.each([
    ['a scan of one range does not look whether anything follows a full page', 'SELECT * FROM c', 'p', 3],
    ['several ranges are read to the end of the last one', 'SELECT * FROM c', undefined, 2],
    ['a page that is not full is the last one', 'SELECT * FROM c WHERE c.n < 7', 'p', 2],
    ['TOP says how many there are', 'SELECT TOP 8 * FROM c', 'p', 2],
    ['LIMIT says how many there are', 'SELECT * FROM c OFFSET 0 LIMIT 8', 'p', 2],
    ['a sorted result is known to its end', 'SELECT * FROM c ORDER BY c.n', 'p', 2],
  ])('is over when there is no more: %s', async (_rule, text, partitionKey, pages) => {
    const container = await account.freshContainer();
    for (let n = 0; n < 8; n += 1) await container.items.create({ id: `i${n}`, pk: 'p', n });
    const options = { maxItemCount: 4, ...(partitionKey === undefined ? {} : { partitionKey }) };
    const sizes: number[] = [];
    for await (const { resources } of container.items.query(text, options).getAsyncIterator())
      sizes.push(resources.length);
    expect(sizes).toHaveLength(pages);
  });

  it('ends a page before it grows beyond 4 MB', async () => {
    const container = await account.freshContainer();
    const text = 'x'.repeat(1_500_000);
    for (const id of ['1', '2', '3']) await container.items.create({ id, pk: 'p', text });
    const pages = container.items.query('SELECT * FROM c', { maxItemCount: -1 });
    expect((await pages.fetchNext()).resources).toHaveLength(2);
    expect((await pages.fetchNext()).resources).toHaveLength(1);
  });

  it('gives a token in JSON that says which keys it stands for', async () => {
    const container = await filled(4);
    const tokenOf = async (options: FeedOptions): Promise<unknown> => {
      const page = await container.items.query('SELECT * FROM c', { maxItemCount: 1, ...options }).fetchNext();
      return JSON.parse(page.continuationToken);
    };
    expect(await tokenOf({})).toEqual({ token: expect.any(String), range: { min: '', max: 'FF' } });
    const { rangeMappings } = (await tokenOf({ enableQueryControl: true })) as { rangeMappings: readonly object[] };
    const [{ queryRange, continuationToken }] = rangeMappings as [{ queryRange: object; continuationToken: string }];
    expect(JSON.parse(continuationToken)).toMatchObject({ range: queryRange });
  });

  it('goes on by a token of its own query only', async () => {
    const container = await filled(5);
    const { continuationToken } = await container.items.query('SELECT * FROM c', { maxItemCount: 2 }).fetchNext();
    const resume = (query: string, token: string): Promise<unknown> =>
      container.items.query(query, { continuationToken: token }).fetchNext();
    for (const call of [resume('SELECT VALUE c.n FROM c', continuationToken), resume('SELECT * FROM c', 'nonsense')])
      expect(await failureOf(call)).toMatchObject({
        code: 400,
        message: expect.stringContaining('Invalid Continuation Token'),
      });
  });
});
