import { describe, expect, it } from 'vitest';
import type { StoredCommit } from '../../../application/feed/measured-subscriber.ts';
import type { LagReports, SubscriberLag } from '../../../application/lag/subscriber-lag.ts';

const waiting: StoredCommit = {
  streamId: 'order-1',
  category: 'order',
  version: 3,
  recordedAt: '2026-05-04T09:59:00.000Z',
  writtenAt: 1_777_888_740,
};

const measured = (subscriber: string, behindSeconds: number): SubscriberLag => ({
  subscriber,
  checkedAt: '2026-05-04T10:00:00.000Z',
  ranges: [{ range: '-FF', behindSeconds, sampled: 20, parked: 1, waiting, settled: null }],
});

/** What every place for measurements of lag promises. `make` gives an empty one. */
export const lagReportsContract = (name: string, make: () => Promise<LagReports>): void => {
  describe(`${name} keeps the promises of a place for measurements of lag`, () => {
    it('is empty at first', async () => {
      expect(await (await make()).list()).toEqual([]);
    });

    it('gives back the last one of each subscriber', async () => {
      const reports = await make();
      await reports.save(measured('orders', 60));
      await reports.save(measured('customers', 7));
      await reports.save(measured('orders', 120));
      const listed = await reports.list();
      expect(listed).toHaveLength(2);
      expect(listed).toEqual(expect.arrayContaining([measured('orders', 120), measured('customers', 7)]));
    });
  });
};
