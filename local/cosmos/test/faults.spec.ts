import { CosmosClient } from '@azure/cosmos';
import { afterEach, describe, expect, it } from 'vitest';
import { startCosmos, type CosmosServer, type FaultOperation } from '../index.ts';
import { failureOf, startFrom, useLocalAccount } from './local-account.ts';

const account = useLocalAccount();
afterEach(() => account.server().faults.clear());

describe('an injected fault', () => {
  it.each([408, 449, 500] as const)('of %d before the commit leaves nothing behind', async (answer) => {
    const container = await account.freshContainer();
    await container.items.readAll().fetchAll();
    account.server().faults.next({ when: 'before-commit', answer });
    expect((await failureOf(container.items.create({ id: 'i', pk: 'p' }))).code).toBe(answer);
    expect((await container.item('i', 'p').read()).statusCode).toBe(404);
  });

  it('after the commit hides a success', async () => {
    const container = await account.freshContainer();
    account.server().faults.next({ when: 'after-commit', answer: 449 });
    expect((await failureOf(container.items.create({ id: 'i', pk: 'p' }))).code).toBe(449);
    expect((await container.item('i', 'p').read()).statusCode).toBe(200);
  });

  it('that cuts the connection gives no answer at all', async () => {
    const container = await account.freshContainer();
    account.server().faults.next({ when: 'after-commit', answer: 'cut' });
    expect((await failureOf(container.items.create({ id: 'i', pk: 'p' }))).code).toBe('ECONNRESET');
    expect((await container.item('i', 'p').read()).statusCode).toBe(200);
  });

  it('of 429 is waited for and tried again by the SDK', async () => {
    const container = await account.freshContainer();
    account.server().faults.next({ when: 'before-commit', answer: 429 }, { when: 'before-commit', answer: 429 });
    const { statusCode, headers } = await container.items.create({ id: 'i', pk: 'p' });
    expect(statusCode).toBe(201);
    expect(headers['x-ms-throttle-retry-count']).toBe(2);
  });

  it('hits once, and only what it matches', async () => {
    const container = await account.freshContainer();
    const { faults } = account.server();
    faults.next({ when: 'before-commit', answer: 449, match: ({ body }) => body.includes('"unlucky"') });
    await container.items.create({ id: 'lucky', pk: 'p' });
    expect(faults.pending()).toBe(1);
    expect((await failureOf(container.items.create({ id: 'unlucky', pk: 'p' }))).code).toBe(449);
    expect(faults.pending()).toBe(0);
    await container.items.create({ id: 'unlucky', pk: 'p' });
  });
});

describe('faults by chance', () => {
  const outcomes = async (seed: number, probability: number): Promise<string> => {
    const container = await account.freshContainer();
    account.server().faults.randomly({
      seed,
      faults: [{ when: 'before-commit', answer: 449, operations: ['create'], probability }],
    });
    const codes: string[] = [];
    for (let n = 0; n < 40; n += 1)
      codes.push(
        await container.items.create({ id: `i${n}`, pk: 'p' }).then(
          () => '.',
          () => 'x',
        ),
      );
    return codes.join('');
  };

  it('hit as often as was asked for, and the same requests for the same seed', async () => {
    const first = await outcomes(7, 0.5);
    const hits = first.split('x').length - 1;
    expect(hits).toBeGreaterThan(8);
    expect(hits).toBeLessThan(32);
    expect(await outcomes(7, 0.5)).toBe(first);
    expect(await outcomes(8, 0.5)).not.toBe(first);
    expect(await outcomes(7, 1)).toBe('x'.repeat(40));
    expect(await outcomes(7, 0)).toBe('.'.repeat(40));
  });

  it('hit the named operations only', async () => {
    const container = await account.freshContainer();
    await container.items.create({ id: 'i', pk: 'p' });
    const { faults } = account.server();
    const hits = async (operation: FaultOperation, call: () => Promise<unknown>) => {
      faults.randomly({
        seed: 1,
        faults: [{ when: 'before-commit', answer: 449, probability: 1, operations: [operation] }],
      });
      expect((await failureOf(call())).message, operation).toContain('Injected fault: 449');
      faults.randomly({ seed: 1, faults: others(operation) });
      await call();
    };
    const others = (operation: FaultOperation) =>
      (['create', 'upsert', 'read', 'replace', 'patch', 'delete', 'delete-key', 'query', 'feed', 'batch'] as const)
        .filter((other) => other !== operation)
        .map((other) => ({ when: 'before-commit', answer: 449, probability: 1, operations: [other] }) as const);
    const item = container.item('i', 'p');
    await hits('upsert', () => container.items.upsert({ id: 'i', pk: 'p' }));
    await hits('read', () => item.read());
    await hits('replace', () => item.replace({ id: 'i', pk: 'p' }));
    await hits('patch', () => item.patch([{ op: 'set', path: '/n', value: 1 }]));
    await hits('query', () => container.items.readAll().fetchAll());
    await hits('feed', () =>
      container.items.getChangeFeedIterator({ changeFeedStartFrom: startFrom.beginning() }).readNext(),
    );
    await hits('batch', () => container.items.batch([{ operationType: 'Read', id: 'i' }], 'p'));
    await hits('delete', () => item.delete());
    await hits('delete-key', () => container.deleteAllItemsForPartitionKey('p'));
    await hits('create', () => container.items.create({ id: 'c', pk: 'p' }));
  });

  it('can be late without being wrong', async () => {
    const container = await account.freshContainer();
    account.server().faults.next({ when: 'before-commit', answer: 'late', delayMs: 50 });
    const started = performance.now();
    expect((await container.items.create({ id: 'i', pk: 'p' })).statusCode).toBe(201);
    expect(performance.now() - started).toBeGreaterThan(45);
  });

  it('of 410 make the SDK read the ranges again, and go on', async () => {
    const container = await account.freshContainer();
    await container.items.create({ id: 'i', pk: 'p' });
    const iterator = container.items.getChangeFeedIterator({ changeFeedStartFrom: startFrom.beginning('p') });
    account.server().faults.next({ when: 'before-commit', answer: 410, operations: ['bulk'] });
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- the newer call takes at least a second
    const [entry] = await container.items.bulk([{ operationType: 'Read', id: 'i', partitionKey: 'p' }]);
    expect(entry?.statusCode).toBe(200);
    expect((await iterator.readNext()).result).toHaveLength(1);
  });
});

describe('over HTTP, faults', () => {
  const put = (server: CosmosServer, plan: unknown, headers = {}) =>
    fetch(`${server.endpoint}_local/faults`, { method: 'PUT', body: JSON.stringify(plan), headers });
  const plan = { seed: 3, faults: [{ when: 'after-commit', answer: 449, operations: ['create'] }] };

  it('are refused unless the server was started for them', async () => {
    expect((await put(account.server(), plan)).status).toBe(403);
    const container = await account.freshContainer();
    expect((await container.items.create({ id: 'i', pk: 'p' })).statusCode).toBe(201);
  });

  it('are planned and forgotten, and a plan that cannot be is refused', async () => {
    const server = await startCosmos({ data: ':memory:', takeFaults: true });
    const client = new CosmosClient(server.connectionString);
    try {
      expect((await put(server, plan)).status).toBe(204);
      const { database } = await client.databases.create({ id: 'd' });
      const { container } = await database.containers.create({ id: 'c', partitionKey: '/pk' });
      expect((await failureOf(container.items.create({ id: 'i', pk: 'p' }))).code).toBe(449);
      expect((await container.item('i', 'p').read()).statusCode).toBe(200);
      for (const bad of [
        {},
        { faults: [{ answer: 200 }] },
        { faults: [{ answer: 408, probability: 2 }] },
        { faults: [{ answer: 'cut', operations: ['x'] }] },
      ])
        expect((await put(server, bad)).status, JSON.stringify(bad)).toBe(400);
      expect((await put(server, plan, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
      expect((await fetch(`${server.endpoint}_local/faults`, { method: 'DELETE' })).status).toBe(204);
      await container.items.create({ id: 'j', pk: 'p' });
    } finally {
      client.dispose();
      await server.close();
    }
  });
});
