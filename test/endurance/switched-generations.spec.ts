import { afterAll, beforeAll, expect, it } from 'vitest';
import type { AppHost } from '../end-to-end/app-host.ts';
import type { Changes } from '../end-to-end/changed-bundle.ts';
import { eventually, request } from '../end-to-end/client.ts';
import { startSystem, type RunningSystem } from '../end-to-end/running-system.ts';
import { pollingReaders, type PollingReaders } from './polling-readers.ts';

// B-4 and B-5, over two processes of what is deployed: that what is wired is what the rules are held of. Two generations are seldom far
// enough apart here for a read that does not settle to show. That no read goes back while a switch settles is held, in every order of
// events, by test/application/generations/settling.properties.spec.ts and nothing-vanishes.spec.ts, which fail without the settling.

/** A release in which orders have a second generation, which can be told from the first by the country. */
const inTwoGenerations: Changes = {
  'domain/order/views.ts': (text) => `${text.replace('export const ordersById', 'const firstOrders')}
    import { formerGeneration } from '../modelling/generation.ts';
    export const ordersById = declareView({
      ...firstOrders,
      generation: 2,
      former: formerGeneration(firstOrders, (shown) => shown),
      fold: (view, recorded) => {
        const shown = orderView(view, recorded);
        return shown && { ...shown, country: 'the second' };
      },
    });`,
};

const quiet = ['q1', 'q2', 'q3'];
const busy = ['b1', 'b2', 'b3'];
const all = [...quiet, ...busy];
const tea = { sku: 'tea', name: 'Earl Grey', unitPrice: 450, quantity: 5 };

let system: RunningSystem;
let other: AppHost;
let clerk: Readonly<Record<string, string>>;
let operator: Readonly<Record<string, string>>;

beforeAll(async () => {
  system = await startSystem();
  await system.addContainer('orders.v2', 'orders');
  other = await system.startBeside();
  clerk = await system.as('olga', 'clerk');
  operator = await system.as('olga', 'operator');
});
afterAll(() => system.stop());

const hosts = [() => system.url(), () => other.url];
const ofOperator = (path: string, method: 'GET' | 'POST' = 'POST') =>
  request(`${system.url()}/api/ops/views/${path}`, { method, headers: operator });

/** Changes busy orders until it is stopped, and reads each change back from the other process. */
const keepWriting = (findings: string[]) => {
  const stopping = new AbortController();
  let written = 0;
  const write = async (id: string, from: number): Promise<void> => {
    for (let quantity = 6; !stopping.signal.aborted; quantity += 1) {
      const address = (turn: number) => hosts[(from + quantity + turn) % 2]?.() ?? '';
      const change = { body: { sku: 'tea', quantity }, headers: clerk };
      const changed = await request(`${address(0)}/api/orders/${id}/change-quantity`, change).catch(() => undefined);
      if (changed?.status !== 200) continue;
      written += 1;
      const { version } = changed.body as { version: number };
      const path = `api/orders/${id}?minVersion=${version}`;
      const seen = await request(`${address(1)}/${path}`, { headers: clerk }).catch(() => undefined);
      if (seen !== undefined && !((seen.body as { version: number }).version >= version))
        findings.push(`${id}, written as version ${version}: ${seen.status} ${JSON.stringify(seen.body)}`);
    }
  };
  const writing = Promise.all(busy.map(write));
  return {
    written: () => written,
    stop: async () => {
      stopping.abort();
      await writing;
    },
  };
};

/** Waits until both processes were asked for each order some times from this moment on. */
const untilReadAgain = (readers: PollingReaders, since: number): Promise<unknown> =>
  eventually(
    async () => readers.looks.filter(({ begun }) => begun >= since),
    (looks) =>
      hosts.every((_, host) =>
        all.every((id) => looks.filter((each) => each.id === id && each.host === host).length >= 3),
      ),
  );

/** What readers of quiet orders were shown in reads that began a second after this moment. */
const shownAfter = async (readers: PollingReaders, answered: number): Promise<ReadonlySet<unknown>> => {
  await untilReadAgain(readers, answered + 1_000);
  const later = readers.looks.filter(({ id, begun }) => quiet.includes(id) && begun >= answered + 1_000);
  return new Set(later.map(({ body }) => body['country']));
};

/** Has the switch done as soon as nothing is missing for it; gives when it was answered. */
const answeredOk = async (path: string): Promise<number> => {
  await eventually(
    () => ofOperator(path),
    ({ status }) => status === 200,
  );
  return performance.now();
};

/** Waits until a switch is refused for nothing but the two minutes in which the lag must be measured, which are not waited for here. */
const untilAllButLagIsThere = (): Promise<unknown> =>
  eventually(
    () => ofOperator('orders/switch?reason=it%20is%20built'),
    ({ status, body }) =>
      status === 200 ||
      (body as { missing?: readonly string[] }).missing?.every((each) => /measured|seconds behind the/.test(each)) ===
        true,
  );

/** What is done to orders while readers look on. */
const switchThereAndBack = async (readers: PollingReaders): Promise<void> => {
  await system.release(inTwoGenerations);
  await system.killAndRestart();
  await other.end('SIGKILL');
  other = await system.startBeside();
  await untilReadAgain(readers, performance.now());

  await ofOperator('orders.v2/build');
  await request(`${other.url}/admin/functions/BuildViews`, { body: {}, once: true });
  await eventually(
    () => ofOperator('orders.v2/build', 'GET'),
    ({ body }) => (body as { state: string }).state === 'done',
  );
  await untilAllButLagIsThere();
  const there = await answeredOk('orders/switch?force=true&reason=it%20is%20built');
  expect(await shownAfter(readers, there)).toEqual(new Set(['the second']));
  const back = await answeredOk('orders/back?reason=it%20is%20wrong');
  expect(await shownAfter(readers, back)).toEqual(new Set([undefined]));
  await answeredOk('orders/switch?force=true&reason=it%20is%20right');
  await other.end('SIGKILL');
  other = await system.startBeside();
  await untilReadAgain(readers, performance.now());
};

it('A reader of two processes sees no older version and no 404 while a generation is released, built, live and given up, and each switch within a second', async () => {
  for (const id of all) {
    const placed = { body: { customerId: 'bob', currency: 'EUR', lines: [tea] }, headers: clerk };
    await request(`${system.url()}/api/orders/${id}/place`, placed);
    await request(`${system.url()}/api/orders/${id}?minVersion=1`, { headers: clerk });
  }
  const unread: string[] = [];
  const readers = pollingReaders(all, hosts, clerk);
  const writers = keepWriting(unread);
  try {
    await switchThereAndBack(readers);
  } finally {
    await Promise.all([readers.stop(), writers.stop()]);
  }
  expect([...readers.findings, ...unread]).toEqual([]);
  expect(writers.written()).toBeGreaterThan(50);
});
