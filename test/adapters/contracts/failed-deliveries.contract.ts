import { describe, expect, it } from 'vitest';
import type { FailedDeliveries } from '../../../application/feed/failed-delivery.ts';

const failed = (subscriber: string, version: number) => ({
  subscriber,
  streamId: 'order-1',
  version,
  error: 'TypeError: lines is not iterable',
  failedAt: '2026-05-04T10:00:00.000Z',
});

/** What every place for failed deliveries promises. `make` gives an empty one. */
export const failedDeliveriesContract = (name: string, make: () => Promise<FailedDeliveries>): void => {
  describe(`${name} keeps the promises of a place for failed deliveries`, () => {
    it('is empty at first', async () => {
      expect(await (await make()).list()).toEqual([]);
    });

    it('gives back the last one of each subscriber', async () => {
      const failures = await make();
      await failures.record(failed('orders', 1));
      await failures.record(failed('customers', 7));
      await failures.record(failed('orders', 2));
      const listed = await failures.list();
      expect(listed).toHaveLength(2);
      expect(listed).toEqual(expect.arrayContaining([failed('orders', 2), failed('customers', 7)]));
    });

    it('keeps apart which streams keep failing, until they are forgotten', async () => {
      const failures = await make();
      const failing = (streamId: string, tries: number) => ({
        ...{ subscriber: 'orders', streamId, version: 3, tries },
        ...{ firstAt: '2026-05-04T10:00:00.000Z', lastAt: '2026-05-04T10:01:00.000Z' },
      });
      await failures.record(failed('orders', 3));
      expect(await failures.findStream('orders', 'order-1')).toBeUndefined();
      for (const streamId of ['order-1', 'a/b', 'orders']) await failures.recordStream(failing(streamId, 1));
      await failures.recordStream(failing('order-1', 2));
      expect(await failures.findStream('orders', 'order-1')).toEqual(failing('order-1', 2));
      expect(await failures.findStream('orders', 'a/b')).toEqual(failing('a/b', 1));
      expect(await failures.findStream('customers', 'order-1')).toBeUndefined();
      expect(await failures.list()).toEqual([failed('orders', 3)]);
      await failures.forgetStream('orders', 'order-1');
      await failures.forgetStream('orders', 'order-1');
      expect(await failures.findStream('orders', 'order-1')).toBeUndefined();
      expect(await failures.findStream('orders', 'orders')).toEqual(failing('orders', 1));
    });
  });
};
