import { BulkOperationType } from '@azure/cosmos';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { SubscriberStatus } from '../../application/operations/subscriber-status.ts';
import { commitDocument } from '../../adapters/commit-document.ts';
import type { ParkedCommit } from '../../application/feed/parking-lot.ts';
import { streamIdOf } from '../../application/streams/commit.ts';
import { StreamHead } from '../../application/streams/stream-head.ts';
import declared from '../../infra/functions.json' with { type: 'json' };
import { archivedSystem } from '../end-to-end/archived-system.ts';
import type { Changes } from '../end-to-end/changed-bundle.ts';
import { eventually, request } from '../end-to-end/client.ts';
import { startSystem, type RunningSystem } from '../end-to-end/running-system.ts';
import { asBob, specTime } from '../support/as-bob.ts';

// B-6 and B-7, over two releases of what is deployed.

/** A release whose fold fails on some orders. */
const failsOnPoison: Changes = {
  'domain/order/order-view.ts': (text) =>
    text.replace(
      `if (event.type === 'OrderPlaced') {`,
      `if (entityId.startsWith('poison')) throw new TypeError('lines is not iterable');
       if (event.type === 'OrderPlaced') {`,
    ),
};

const healthy = Array.from({ length: 1_000 }, (_, index) => `healthy-${index}`);
const poison = Array.from({ length: 13 }, (_, index) => `poison-${index}`);

/** Nothing follows but the view of orders, so that no more runs than are looked at. */
const othersOff = [...declared.followers, ...declared.consumers].filter((name) => name !== 'FollowViewOrders');
const withTimers = Object.fromEntries(othersOff.map((name) => [`AzureWebJobs_${name}_Disabled`, 'true']));
/** Another figure than the usual one, to see that it is the setting that counts. */
const triesOfCode = 4;
const withoutRetries = {
  ...withTimers,
  PARK_CODE_AFTER_TRIES: String(triesOfCode),
  AzureWebJobs_RetryParkedStreams_Disabled: 'true',
};

let system: RunningSystem;
let olga: Readonly<Record<string, string>>;

beforeAll(async () => {
  system = await startSystem();
  olga = await system.as('olga', 'clerk', 'operator');
});
afterAll(() => system.stop());

/** Writes that all these orders were placed, in any order. */
const placeAll = async (ids: readonly string[]): Promise<void> => {
  const line = { sku: 'tea', name: 'Earl Grey', unitPrice: 450, quantity: 5, discountPercent: 0 };
  const data = { customerId: 'bob', currency: 'EUR', lines: [line], placedAt: specTime };
  const operations = ids.map((id) => {
    const head = StreamHead.beforeFirst(streamIdOf('order', id));
    const events = [{ type: 'OrderPlaced', schemaVersion: 1, data }] as const;
    const commit: object = commitDocument(head, { category: 'order', events, recordedAt: specTime, ...asBob(id) });
    return { operationType: BulkOperationType.Create, partitionKey: head.streamId, resourceBody: { ...commit } };
  });
  const events = archivedSystem(system).database().container('events');
  const results = await events.items.executeBulkOperations(operations);
  expect(results.filter(({ response }) => response?.statusCode !== 201)).toEqual([]);
};

const shown = async (): Promise<readonly string[]> => {
  const orders = archivedSystem(system).database().container('orders');
  return (await orders.items.query<string>('SELECT VALUE c.id FROM c').fetchAll()).resources;
};
const parked = async (): Promise<readonly ParkedCommit[]> =>
  ((await request(`${system.url()}/api/ops/parked?limit=100`, { headers: olga })).body as { items: ParkedCommit[] })
    .items;

/** What is known of the view of orders. */
const statusOfOrders = async (): Promise<SubscriberStatus | undefined> => {
  const { body } = await request(`${system.url()}/api/ops/subscribers`, { headers: olga });
  return (body as { items: SubscriberStatus[] }).items.find(({ name }) => name === 'orders');
};

/** How late it is in seconds, measured now. */
const measuredLag = async (): Promise<number | undefined> => {
  const before = (await statusOfOrders())?.lag?.checkedAt;
  await system.startTimer('MeasureLag');
  const now = await eventually(statusOfOrders, (status) => (status?.lag?.checkedAt ?? before) !== before);
  return now?.lag?.behindSeconds;
};

it('A release whose fold fails on some of a thousand orders shows all others, parks these after as many tries as are set, and the next release that can take them shows them by itself', async () => {
  await system.release(failsOnPoison);
  await system.kill();
  // The poison first, so that no batch holds nothing else: what fails alone in its batch is not told from an outage.
  await placeAll([...poison, ...healthy]);
  await system.start(withoutRetries);
  await eventually(shown, (ids) => ids.length >= healthy.length);
  expect((await shown()).toSorted()).toEqual(healthy.toSorted());
  const all = await eventually(parked, (items) => items.length === poison.length);
  expect(all.map(({ streamId }) => streamId).toSorted()).toEqual(poison.map((id) => `order-${id}`).toSorted());
  for (const each of all)
    expect(each).toMatchObject({ subscriber: 'orders', version: 1, kind: 'code', tries: triesOfCode });
  // All were written long ago, so it would be late by months if one of the newest were missing.
  expect(await measuredLag()).toBeLessThan(10);

  await system.release({});
  await system.kill();
  await system.start(withTimers);
  await system.startTimer('RetryParkedStreams');
  await eventually(parked, (items) => items.length === 0);
  expect((await shown()).toSorted()).toEqual([...healthy, ...poison].toSorted());
});

it('An outage of the container of a view that outlasts thirty times what parks a stream parks none, and all is shown once it is over', async () => {
  await system.release({});
  await system.kill();
  const first = { PARK_AFTER_SECONDS: '1', PARK_AFTER_TRIES: '1', PARK_CODE_AFTER_TRIES: '1' };
  await system.start({ ...withoutRetries, ...first });
  const before = await shown();
  const late = Array.from({ length: 20 }, (_, index) => `late-${index}`);
  const match = ({ path }: { readonly path: string }) => path.includes('/colls/orders/');
  system.cosmos.faults.randomly({ seed: 1, faults: [{ when: 'before-commit', answer: 403, probability: 1, match }] });
  const placedAt = Date.now();
  await placeAll(late);
  const failedAt = async () => Date.parse((await statusOfOrders())?.lastFailure?.failedAt ?? '');
  const begun = await eventually(failedAt, (at) => at > placedAt);
  await eventually(failedAt, (at) => at - begun > 30_000);
  expect(await parked()).toEqual([]);
  system.cosmos.faults.clear();
  await eventually(shown, (ids) => ids.length === before.length + late.length);
  expect(await parked()).toEqual([]);
  expect(await measuredLag()).toBeLessThan(10);
});
