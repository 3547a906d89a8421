import type { Container, OperationInput } from '@azure/cosmos';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Json } from '../sql/index.ts';
import { unmerged, useLocalAccount } from './local-account.ts';
import { runSql } from './run-sql.ts';

const account = useLocalAccount();

const oddValues: readonly Json[] = [null, true, false, 0, 1, -1.5, 1e21, '', '1', 'a', 'a"b\\', 'ä', '😀', '\uffee', 'a\u0000b', '\ud800', [], [1], {}, { a: 1 }]; // prettier-ignore
const orderedValues: readonly Json[] = [null, true, false, 0, 1, -1.5, 1e21, '', '1', 'a', 'ä', '😀', '\uffee'];
const documents = Array.from({ length: 2100 }, (_, n) => ({
  id: `i${n}`,
  pk: `p${Math.floor(n / 100)}`,
  ...(n < oddValues.length ? { v: oddValues[n] ?? null } : { v: n }),
  ...(n % 5 === 0 ? {} : { w: orderedValues[(n * 7) % orderedValues.length] ?? null }),
  ...(n % 3 === 0 ? { who: { 'first name': `name ${n % 50}`, "it's": n } } : {}),
}));
let container: Container;

describe('a container with many items', () => {
  beforeAll(async () => {
    container = await account.freshContainer();
    const keys = Object.values(Object.groupBy(documents, ({ pk }) => pk)).flatMap((items) => items ?? []);
    for (let at = 0; at < keys.length; at += 100) {
      const operations = keys.slice(at, at + 100).map((item) => ({ operationType: 'Create', resourceBody: item }));
      await container.items.batch(operations as unknown as OperationInput[], keys[at]?.pk ?? '');
    }
  });

  const ids = async (condition: string): Promise<readonly string[]> => {
    const { resources } = await container.items.query<string>(`SELECT VALUE c.id FROM c WHERE ${condition}`).fetchAll();
    return resources;
  };
  const constants = ['null', 'true', '0', '1', '1e21', '2000', '""', '"1"', '"a"', '"a\\"b\\\\"', '"😀"', '"a\\u0000b"', '"\\ud800"', '[1]', '{"a": 1}']; // prettier-ignore

  it.each(constants)('gives the same by its indexes as by looking at every item: %s', async (constant) => {
    for (const operator of ['=', '<', '<=', '>', '>=', '!=']) {
      const condition = `c.v ${operator} ${constant}`;
      expect(await ids(condition), condition).toEqual(runSql(`SELECT VALUE c.id FROM c WHERE ${condition}`, documents));
    }
  });

  it.each([
    'c.v >= 100 AND c.v < 110',
    'c.v BETWEEN 100 AND 110',
    'c.v > 5 AND c.v > "a"',
    'c.v IN (5, "a", 2000, true)',
    'c.v IN (2000, c.id)',
    'c.v = 2000 OR c.v = 2001',
    '(c.id = "i7" AND c.pk = "p0") OR (c.id = "i2001" AND c.pk = "p20")',
    'c.id = "i7" OR c.v = 3000',
    'c["who"]["first name"] = "name 9" AND c.v > 1000',
    'c.who["it\'s"] = 300',
    'c.pk = "p3" AND c.v = 333',
    'c.id = "i2099"',
    'STARTSWITH(c.id, "i20")',
    'STARTSWITH(c.v, "")',
    'STARTSWITH(c.v, "\\uffee")',
    'STARTSWITH(c.id, "I20", true)',
    'STARTSWITH(c.id, c.pk)',
    'STARTSWITH(c.id, 5)',
    'STARTSWITH(c.id, "i1") AND c.v > 1990',
    'NOT (c.v = 2000) AND c.v >= 1999',
  ])('and so for %s', async (condition) => {
    expect(await ids(condition)).toEqual(runSql(`SELECT VALUE c.id FROM c WHERE ${condition}`, documents));
  });

  it.each([
    'SELECT VALUE c.id FROM c ORDER BY c.w',
    'SELECT VALUE c.id FROM c ORDER BY c.w DESC',
    'SELECT VALUE c.id FROM c ORDER BY c.who["first name"]',
    'SELECT VALUE c.id FROM c ORDER BY c.v DESC',
    'SELECT VALUE c.id FROM c WHERE c.id != "i7" AND c.w > 0 ORDER BY c.w',
    'SELECT VALUE [c.id, part] FROM c JOIN part IN [1, 2] ORDER BY c.w DESC',
    'SELECT TOP 900 VALUE c.id FROM c ORDER BY c.w',
    'SELECT VALUE c.id FROM c ORDER BY c.w OFFSET 1900 LIMIT 150',
    'SELECT DISTINCT VALUE c.w FROM c ORDER BY c.w',
  ])('gives the same page by page in the order of an index: %s', async (text) => {
    const rows: unknown[] = [];
    let continuationToken: string | undefined;
    do {
      const resumed = {
        ...unmerged,
        maxItemCount: 170,
        ...(continuationToken === undefined ? {} : { continuationToken }),
      };
      const page = await container.items.query<unknown>(text, resumed).fetchNext();
      rows.push(...page.resources);
      ({ continuationToken } = page);
    } while (continuationToken);
    expect(rows).toEqual(runSql(text, documents));
  });

  it('reads as far as a page goes, when it is asked for an order', async () => {
    const options = { populateQueryMetrics: true, maxItemCount: 10, ...unmerged };
    const pages = container.items.query('SELECT * FROM c ORDER BY c.w DESC', options);
    for (let page = 1; page <= 2; page += 1) {
      const { queryMetrics, requestCharge } = await pages.fetchNext();
      expect(Object.values(queryMetrics as unknown as object)).toMatchObject([{ retrievedDocumentCount: 10 + page }]);
      expect(requestCharge).toBeLessThan(10);
    }
  });

  it('looks at the items that its index names only', async () => {
    const options = { populateQueryMetrics: true, ...unmerged };
    const retrieved = async (text: string): Promise<readonly unknown[]> => {
      const { queryMetrics } = await container.items.query(text, options).fetchNext();
      return Object.values(queryMetrics as unknown as Record<string, unknown>);
    };
    expect(await retrieved('SELECT * FROM c WHERE c.v = 1234')).toMatchObject([{ retrievedDocumentCount: 1 }]);
    expect(await retrieved('SELECT * FROM c WHERE c.id IN ("i1", "i2")')).toMatchObject([
      { retrievedDocumentCount: 2 },
    ]);
    expect(await retrieved('SELECT * FROM c WHERE STARTSWITH(c.id, "i209")')).toMatchObject([
      { retrievedDocumentCount: 11 },
    ]);
    expect(await retrieved('SELECT VALUE COUNT(1) FROM c WHERE c.v > 2000')).toMatchObject([
      { retrievedDocumentCount: 100 },
    ]);
  });

  it('finds what was changed and no longer what is gone, page by page', async () => {
    const query = container.items.query<{ id: string }>('SELECT * FROM c WHERE c.v >= 1500 AND c.v < 1510', {
      maxItemCount: 4,
    });
    const first = (await query.fetchNext()).resources;
    await container.item('i1505', 'p15').patch([{ op: 'set', path: '/v', value: 'moved' }]);
    await container.item('i1506', 'p15').delete();
    await container.items.create({ id: 'late', pk: 'p0', v: 1500.5 });
    const rest = [...(await query.fetchNext()).resources, ...(await query.fetchNext()).resources];
    const seen = [...first, ...rest].map(({ id }) => id);
    expect(seen).toEqual(['i1500', 'i1501', 'i1502', 'i1503', 'i1504', 'i1507', 'i1508', 'i1509', 'late']);
  });
});
