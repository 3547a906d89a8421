import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HealthDetail } from '../../adapters/azure-functions/health-detail.ts';
import type { SubscriberStatus } from '../../application/operations/subscriber-status.ts';
import { everySubscriberOf } from '../support/every-subscriber-of.ts';
import { shop } from '../../domain/shop.ts';
import { eventually, request } from '../end-to-end/client.ts';
import { startSystem, type RunningSystem } from '../end-to-end/running-system.ts';

let system: RunningSystem;
let olga: Readonly<Record<string, string>>;

beforeAll(async () => {
  // The form that is deployed.
  system = await startSystem();
  olga = await system.as('olga', 'clerk', 'operator');
});
afterAll(() => system.stop());

const url = (path: string): string => `${system.url()}/${path}`;
const tea = { sku: 'tea', name: 'Green tea', unitPrice: 450, quantity: 5, discountPercent: 10 };
const place = (id: string) =>
  request(url(`api/orders/${id}/place`), {
    body: { customerId: 'bob', currency: 'EUR', lines: [tea] },
    headers: olga,
  });

const statuses = async (): Promise<readonly SubscriberStatus[]> =>
  ((await request(url('api/ops/subscribers'), { headers: olga })).body as { items: SubscriberStatus[] }).items;

/** Runs the timer's function now, and shows what it has found. */
const measured = async (): Promise<readonly SubscriberStatus[]> => {
  const before = await statuses();
  const checkedAt = (all: readonly SubscriberStatus[], name: string) =>
    all.find((each) => each.name === name)?.lag?.checkedAt;
  await system.startTimer('MeasureLag');
  return eventually(statuses, (now) =>
    now.every(({ name, lag }) => lag !== null && lag.checkedAt !== checkedAt(before, name)),
  );
};

const namesOfLate = (all: readonly SubscriberStatus[]): readonly string[] =>
  all.filter(({ lag }) => (lag?.behindSeconds ?? 0) > 0).map(({ name }) => name);

const sampled = (all: readonly SubscriberStatus[], name: string): number =>
  all.find((each) => each.name === name)?.lag?.ranges.reduce((sum, range) => sum + range.sampled, 0) ?? 0;

describe('The lag of the running system', () => {
  it('is nothing for every subscriber once all have followed, and says what was looked at', async () => {
    await place('1');
    const all = await eventually(measured, (found) => namesOfLate(found).length === 0 && sampled(found, 'orders') > 0);
    expect(all.map(({ name }) => name).toSorted()).toEqual(everySubscriberOf(shop).toSorted());
    expect(sampled(all, 'publishing')).toBe(1);
    expect(sampled(all, 'customers')).toBe(0);
    expect(all.find(({ name }) => name === 'orders')).toMatchObject({
      lag: { behindSeconds: 0, ranges: [{ parked: 0, waiting: null }] },
      parked: { streams: 0, heldBack: 0, isMore: false },
      lastFailure: null,
    });
    const seen = await eventually(
      () => request(url('api/orders/1'), { headers: olga }),
      ({ headers }) => headers.has('annal-view-age'),
    );
    expect(seen.headers.get('annal-view-age')).toMatch(/^\d+$/);
  });

  it('grows for whom a frozen function carries, and for no other, and ends when it runs again', async () => {
    const late = ['orders', 'publishing'];
    await system.kill();
    await system.start({
      AzureWebJobs_FollowViewOrders_Disabled: 'true',
      AzureWebJobs_FollowPublishing_Disabled: 'true',
    });
    await place('while-both-stand');
    const behind = (found: readonly SubscriberStatus[], name: string): number =>
      found.find((each) => each.name === name)?.lag?.behindSeconds ?? 0;
    const all = await eventually(
      measured,
      (found) => late.every((name) => behind(found, name) >= 3) && namesOfLate(found).length === late.length,
    );
    expect(namesOfLate(all).toSorted()).toEqual(late);
    for (const { name, lag } of all.filter((each) => late.includes(each.name)))
      expect(lag?.ranges, name).toMatchObject([{ waiting: { streamId: 'order-while-both-stand', version: 1 } }]);
    const { lag, ...health } = (await request(url('api/ops/health'), { headers: olga })).body as HealthDetail;
    expect(late).toContain(lag?.worst?.subscriber);
    expect(lag).toMatchObject({ worst: { excuse: null }, neverMeasured: [] });
    expect(lag?.worst?.behindSeconds).toBeGreaterThanOrEqual(3);
    expect(health).toEqual({ status: 'healthy', checks: { eventStore: 'ok', writes: 'ok', lagMeasurements: 'ok' } });
    expect((await request(url('api/health'))).status).toBe(200);
    await system.killAndRestart();
    await eventually(measured, (found) => namesOfLate(found).length === 0);
  });
});
