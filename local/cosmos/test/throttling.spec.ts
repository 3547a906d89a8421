import { CosmosClient, type Container } from '@azure/cosmos';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startCosmos, type CosmosServer } from '../index.ts';
import { failureOf } from './local-account.ts';

const clock = { now: Date.parse('2026-01-01T00:00:00Z') };
let server: CosmosServer;
let client: CosmosClient;

beforeAll(async () => {
  server = await startCosmos({ data: ':memory:', throttle: true, now: () => clock.now });
  const { endpoint, key } = server;
  client = new CosmosClient({
    ...{ endpoint, key },
    connectionPolicy: {
      retryOptions: { maxRetryAttemptCount: 0, fixedRetryIntervalInMilliseconds: 0, maxWaitTimeInSeconds: 1 },
    },
  });
  await client.databases.create({ id: 'own' });
  await client.databases.create({ id: 'shared', throughput: 400 });
});
afterAll(async () => {
  client.dispose();
  await server.close();
});

async function container(database: string, id: string, throughput?: number): Promise<Container> {
  const definition = {
    id,
    partitionKey: { paths: ['/pk'], version: 2 },
    ...(throughput === undefined ? {} : { throughput }),
  };
  return (await client.database(database).containers.create(definition)).container;
}

/** Creates items until one is refused; gives what they cost and how it was refused. */
async function exhaust(target: Container, pk: string) {
  for (let spent = 0, n = 0; ; n += 1) {
    try {
      spent += (await target.items.create({ id: `${pk}-${n}-${clock.now}`, pk })).requestCharge;
    } catch (error) {
      return { spent, refusal: error as { code: number; substatus: number; retryAfterInMs: number } };
    }
  }
}

describe('a server that keeps to its throughput', () => {
  it('answers 429 with the time to wait once a second of it is used up, and goes on after that time', async () => {
    const target = await container('own', 'a', 400);
    const { spent, refusal } = await exhaust(target, 'p');
    expect(refusal).toMatchObject({ code: 429, substatus: 3200 });
    expect(spent).toBeGreaterThanOrEqual(400);
    expect(spent).toBeLessThan(410);
    expect(refusal.retryAfterInMs).toBeGreaterThan(0);
    clock.now += refusal.retryAfterInMs - 1;
    expect((await failureOf(target.items.create({ id: 'early', pk: 'p' }))).code).toBe(429);
    clock.now += 1;
    expect((await target.items.create({ id: 'punctual', pk: 'p' })).statusCode).toBe(201);
  });

  it('never saves up more than a second', async () => {
    const target = await container('own', 'b', 400);
    await exhaust(target, 'p');
    clock.now += 60_000;
    expect((await exhaust(target, 'p')).spent).toBeLessThan(410);
  });

  it('gives each range its own part', async () => {
    const target = await container('own', 'c', 12_000);
    await exhaust(target, 'p0');
    const keys = ['p1', 'p2', 'p3', 'p4', 'p5', 'p6'];
    const statuses = await Promise.all(
      keys.map((pk) => target.items.create({ id: 'i', pk }).then(() => 201, (error: unknown) => (error as { code: number }).code)),
    ); // prettier-ignore
    expect(new Set(statuses)).toEqual(new Set([201, 429]));
    expect((await failureOf(target.items.readAll().fetchAll())).code).toBe(429);
  });

  it('lets the containers of a database share what the database has', async () => {
    const [left, right] = [await container('shared', 'left'), await container('shared', 'right')];
    await exhaust(left, 'p');
    expect((await failureOf(right.items.create({ id: 'i', pk: 'p' }))).code).toBe(429);
  });

  it('charges refusals too, but never the reading of definitions', async () => {
    const target = await container('own', 'd', 400);
    await target.items.create({ id: 'i', pk: 'p' });
    for (let n = 0; n < 400; n += 1)
      if ((await failureOf(target.items.create({ id: 'i', pk: 'p' }))).code === 429) break;
    expect((await failureOf(target.items.create({ id: 'i', pk: 'p' }))).code).toBe(429);
    expect((await target.read()).statusCode).toBe(200);
  });
});
