import { createHmac } from 'node:crypto';
import type { Container, FeedOptions } from '@azure/cosmos';
import { describe, expect, it } from 'vitest';
import { failureOf, useLocalAccount } from './local-account.ts';

const account = useLocalAccount();

async function filled(count: number): Promise<Container> {
  const container = await account.freshContainer();
  for (let n = 0; n < count; n += 1)
    await container.items.create({ id: `i${n}`, pk: `p${n % 4}`, n, half: Math.floor(n / 2) });
  return container;
}

/** What the gateway answers to a query itself, which the SDK keeps to itself. */
async function refusalOf({ id }: Container, query: string): Promise<Record<string, unknown>> {
  const date = new Date().toUTCString();
  const link = `dbs/specs/colls/${id}`;
  const text = `post\ndocs\n${link}\n${date.toLowerCase()}\n\n`;
  const signature = createHmac('sha256', Buffer.from(account.server().key, 'base64')).update(text).digest('base64');
  const response = await fetch(new URL(`/${link}/docs`, account.server().endpoint), {
    method: 'POST',
    body: JSON.stringify({ query }),
    headers: {
      authorization: encodeURIComponent(`type=master&ver=1.0&sig=${signature}`),
      'x-ms-date': date,
      'content-type': 'application/query+json',
      'x-ms-documentdb-isquery': 'true',
      'x-ms-documentdb-query-enablecrosspartition': 'true',
    },
  });
  const body = (await response.json()) as Record<string, unknown>;
  return { status: response.status, substatus: response.headers.get('x-ms-substatus'), ...body };
}

describe('The gateway', () => {
  /** The requests that a query sends, without the reads of what the account and the container are. */
  const sentBy = async (container: Container, text: string, options: FeedOptions = {}) => {
    const sent: string[] = [];
    account.server().faults.next({
      when: 'before-commit',
      answer: 503,
      match: ({ path, headers }) => {
        const isPlan = headers['x-ms-cosmos-is-query-plan-request'] !== undefined;
        const isOfRange = headers['x-ms-documentdb-partitionkeyrangeid'] !== undefined;
        if (path.endsWith('/docs') && !isPlan) sent.push(isOfRange ? 'range' : 'all');
        return false;
      },
    });
    await container.items.query(text, options).fetchAll();
    return sent;
  };

  const merged = [
    'SELECT TOP 7 VALUE c.n FROM c',
    'SELECT VALUE c.n FROM c ORDER BY c.n',
    'SELECT VALUE c.n FROM c OFFSET 3 LIMIT 9',
    'SELECT DISTINCT VALUE c.half FROM c',
    'SELECT VALUE COUNT(1) FROM c',
    'SELECT TOP 3 VALUE c.n FROM c ORDER BY RANK FullTextScore(c.pk, "p1")',
  ];
  const grouped = ['SELECT COUNT(1) AS n FROM c', 'SELECT c.half, COUNT(1) AS n FROM c GROUP BY c.half'];

  it.each([...merged, ...grouped])('lets the client ask every range and merge: %s', async (text) => {
    const sent = await sentBy(await filled(20), text);
    expect(sent[0]).toBe('all');
    expect(new Set(sent.slice(1))).toEqual(new Set(['range']));
  });

  it.each(merged)('refuses with substatus 1004 and the plan: %s', async (text) => {
    const container = await filled(2);
    const refused = await refusalOf(container, text);
    expect(refused).toMatchObject({ status: 400, substatus: '1004', code: 'BadRequest' });
    expect(JSON.parse(String(refused['additionalErrorInfo']))).toMatchObject({
      partitionedQueryExecutionInfoVersion: 2,
    });
  });

  it.each(grouped)('refuses without a plan, as the service does: %s', async (text) => {
    const refused = await refusalOf(await filled(2), text);
    expect(refused).toMatchObject({ status: 400, substatus: null, message: expect.stringContaining('VALUE <Agg') });
    expect(refused['additionalErrorInfo']).toBeUndefined();
  });

  it.each([
    ['filters and projections', 'SELECT c.n FROM c WHERE c.n > 3', {}],
    [
      'joins and subqueries within an item',
      'SELECT VALUE x FROM c JOIN x IN [c.n, ARRAY(SELECT TOP 1 * FROM c.t)]',
      {},
    ],
    ['one key that the request names', 'SELECT TOP 7 * FROM c ORDER BY c.n', { partitionKey: 'p1' }],
    ['one key that the query names', 'SELECT VALUE COUNT(1) FROM c WHERE c.pk = "p1"', {}],
  ])('answers %s itself', async (_what, text, options) => {
    expect(await sentBy(await filled(8), text, options)).toEqual(['all']);
  });

  it('has the SDK refuse to order vectors without a limit, as it does against the service', async () => {
    const text = 'SELECT c.n FROM c ORDER BY VectorDistance([c.n, 1], [3, 4])';
    const container = await filled(8);
    expect((await failureOf(container.items.query(text).fetchAll())).message).toMatch(/TOP|LIMIT/i);
  });
});
