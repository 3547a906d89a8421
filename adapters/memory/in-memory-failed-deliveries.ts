import type { FailedDeliveries, FailedDelivery } from '../../application/feed/failed-delivery.ts';

/** Failed deliveries that are forgotten on restart. */
export const inMemoryFailedDeliveries = (): FailedDeliveries => {
  const last = new Map<string, FailedDelivery>();

  return {
    record: async (failed) => void last.set(failed.subscriber, { ...failed }),
    list: async () => [...last.values()],
  };
};
