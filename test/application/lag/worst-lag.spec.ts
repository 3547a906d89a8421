import { expect, it } from 'vitest';
import type { SubscriberLag } from '../../../application/lag/subscriber-lag.ts';
import { findWorstLag } from '../../../application/operations/worst-lag.ts';

const range = { range: '-FF', sampled: 20, parked: 0, waiting: null, settled: null };
const now = '2026-05-04T12:10:00.000Z';

const lagOf = (subscriber: string, behindSeconds: number, more: Partial<SubscriberLag> = {}): SubscriberLag => ({
  ...{ subscriber, checkedAt: '2026-05-04T12:09:30.000Z', ranges: [{ ...range, behindSeconds }] },
  ...more,
});

const worstOf = (names: readonly string[], lags: readonly SubscriberLag[]) =>
  findWorstLag({
    subscribers: names.map((name) => ({ name })),
    lagReports: { list: () => Promise.resolve(lags) },
    clock: () => now,
  })();

it('is that of the subscriber that is the latest, with the age of its measurement', async () => {
  expect(await worstOf(['orders', 'mails'], [lagOf('orders', 3), lagOf('mails', 40)])).toEqual({
    worst: {
      subscriber: 'mails',
      behindSeconds: 40,
      excuse: null,
      checkedAt: '2026-05-04T12:09:30.000Z',
      checkedSecondsAgo: 30,
    },
    neverMeasured: [],
  });
});

it('grows where nobody measures', async () => {
  const old = lagOf('orders', 0, { checkedAt: '2026-05-04T12:00:00.000Z' });
  expect(await worstOf(['orders', 'mails'], [old, lagOf('mails', 40)])).toMatchObject({
    worst: { subscriber: 'orders', behindSeconds: 0, checkedSecondsAgo: 600 },
  });
});

it('is not that of a subscriber with an excuse while another one is late', async () => {
  const excused = lagOf('orders.v2', 5_000, { excuse: 'being-built' });
  expect(await worstOf(['orders.v2', 'mails'], [excused, lagOf('mails', 4)])).toMatchObject({
    worst: { subscriber: 'mails' },
  });
});

it('names subscribers that were never measured, and leaves out those that were removed', async () => {
  expect(await worstOf(['orders'], [lagOf('removed', 9_000)])).toEqual({ worst: null, neverMeasured: ['orders'] });
});
