import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { lossyProxy } from '../support/lossy-proxy.ts';
import { eventually, request } from '../end-to-end/client.ts';
import { startSystem, type RunningSystem } from '../end-to-end/running-system.ts';

let system: RunningSystem;
let olga: Readonly<Record<string, string>>;

beforeAll(async () => {
  system = await startSystem();
  olga = await system.as('olga', 'clerk', 'auditor');
});
afterEach(() => system.cosmos.faults.clear());
afterAll(() => system.stop());

const order = { customerId: 'bob', currency: 'EUR', lines: [{ sku: 'tea', name: 'Tea', unitPrice: 450, quantity: 5 }] };
const place = (
  id: string,
  { body = order, base = system.url(), once = false }: { body?: unknown; base?: string; once?: boolean } = {},
) => request(`${base}/api/orders/${id}/place`, { once, body, headers: { ...olga, 'idempotency-key': `place-${id}` } });
const history = async (id: string) =>
  (await request(`${system.url()}/api/orders/${id}/history`, { headers: olga })).body as { entries: unknown[] };

/** An append, and nothing else that is sent to the store. */
const anAppend = ({ method, path }: { readonly method: string; readonly path: string }): boolean =>
  method === 'POST' && path.endsWith('/colls/events/docs');

describe('A caller whose answer is lost after the commit', () => {
  const placeUnheard = async (id: string): Promise<void> => {
    const proxy = await lossyProxy(system.url());
    proxy.decide(() => 'loses its answer');
    await expect(place(id, { base: proxy.address })).rejects.toThrow('fetch failed');
    await proxy.close();
  };

  it.each(['the same instance', 'an instance that was started since'])(
    'repeats the request to %s, and gets the first outcome of the one commit',
    async (instance) => {
      const id = instance.replaceAll(' ', '-');
      await placeUnheard(id);
      if (instance !== 'the same instance') await system.killAndRestart();
      const again = await place(id);
      expect(again).toMatchObject({ status: 201, body: { version: 1 } });
      expect(await place(id)).toMatchObject({ status: 201, body: again.body });
      expect((await history(id)).entries).toHaveLength(1);
    },
  );

  it('gets an error when it repeats the key with another request', async () => {
    await placeUnheard('other');
    expect(await place('other', { body: { ...order, customerId: 'ann' } })).toMatchObject({
      status: 422,
      body: { type: 'urn:annal:problem:idempotency-key-reused' },
    });
    expect((await history('other')).entries).toHaveLength(1);
  });
});

describe('A store whose answer is lost after the commit', () => {
  it('is asked what became of it, and the caller notices nothing', async () => {
    system.cosmos.faults.next({ when: 'after-commit', answer: 'cut', match: anAppend });
    expect(await place('noticed')).toMatchObject({ status: 201, body: { version: 1 } });
    expect((await history('noticed')).entries).toHaveLength(1);
  });

  it('and then does not answer at all, is a 503, and the repeated request gets the first outcome', async () => {
    const gone = Array.from({ length: 5_000 }, () => ({ when: 'before-commit', answer: 503 }) as const);
    system.cosmos.faults.next({ when: 'after-commit', answer: 'cut', match: anAppend }, ...gone);
    const first = await place('gone', { once: true });
    expect(first.status).toBe(503);
    expect(Number(first.headers.get('retry-after'))).toBeGreaterThan(0);
    system.cosmos.faults.clear();
    expect(await place('gone')).toMatchObject({ status: 201, body: { version: 1 } });
    expect((await history('gone')).entries).toHaveLength(1);
  });
});

describe('A store that reports a range gone, as it is after a split', () => {
  const customers = (once = false) => request(`${system.url()}/api/customers`, { once, headers: olga });
  const register = (id: string) =>
    request(`${system.url()}/api/customers/${id}/register`, {
      body: { name: 'Eve', email: `${id}@example.com` },
      headers: olga,
    });
  const gone = {
    when: 'before-commit',
    answer: 410,
    operations: ['query'],
    match: ({ path }: { readonly path: string }) => path.endsWith('/colls/customers/docs'),
  } as const;

  it('is asked again, and the list is answered', async () => {
    expect((await register('eve')).status).toBe(201);
    await eventually(
      () => customers(),
      ({ body }) => (body as { items: unknown[] }).items.length === 1,
    );
    system.cosmos.faults.next(gone);
    expect(await customers()).toMatchObject({ status: 200, body: { items: [{ customerId: 'eve' }] } });
    expect(system.cosmos.faults.pending()).toBe(0);
  });

  it('holds up that list only, and only for as long as it does', async () => {
    system.cosmos.faults.randomly({ seed: 1, faults: [{ ...gone, probability: 1 }] });
    const listed = customers(true);
    expect(await request(`${system.url()}/api/health`)).toMatchObject({ status: 200 });
    expect(await listed).toMatchObject({ status: 503, body: { type: 'urn:annal:problem:store-unavailable' } });
    system.cosmos.faults.clear();
    expect((await customers()).status).toBe(200);
  });
});

describe('A store that takes no writes, as on a full disk', () => {
  const health = () => request(`${system.url()}/api/health`, { once: true });
  const writes = ['create', 'upsert', 'replace', 'patch', 'delete'] as const;

  it('is unhealthy until it takes them again, although it can be read', async () => {
    expect((await health()).status).toBe(200);
    const refused = { when: 'before-commit', answer: 503, operations: writes, probability: 1 } as const;
    system.cosmos.faults.randomly({ seed: 1, faults: [refused] });
    const unhealthy = await eventually(health, ({ status }) => status === 503);
    expect(unhealthy.body).toMatchObject({ checks: { eventStore: 'ok' } });
    expect(unhealthy.body).not.toMatchObject({ checks: { writes: 'ok' } });
    system.cosmos.faults.clear();
    await eventually(health, ({ status }) => status === 200);
  });
});

describe('An entity that never was', () => {
  it('is a 404 also when a version of it is asked for', async () => {
    const answer = await request(`${system.url()}/api/orders/never?minVersion=3`, { headers: olga });
    expect(answer).toMatchObject({ status: 404, body: { type: 'urn:annal:problem:order-not-placed' } });
  });
});
