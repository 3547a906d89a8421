import type { NamedStream } from '../../domain/modelling/ids.ts';
import type { FailingStream } from '../../application/feed/failing-stream.ts';
import type { FailedDeliveries, FailedDelivery } from '../../application/feed/failed-delivery.ts';

/** Failed deliveries that are forgotten on restart. */
export const inMemoryFailedDeliveries = (): FailedDeliveries => {
  const last = new Map<string, FailedDelivery>();
  const streams = new Map<string, FailingStream>();
  const keyOf = (subscriber: string, streamId: NamedStream): string => JSON.stringify([subscriber, streamId]);

  return {
    record: async (failed) => void last.set(failed.subscriber, { ...failed }),
    list: async () => [...last.values()],
    findStream: async (subscriber, streamId) => streams.get(keyOf(subscriber, streamId)),
    recordStream: async (failing) => void streams.set(keyOf(failing.subscriber, failing.streamId), { ...failing }),
    forgetStream: async (subscriber, streamId) => void streams.delete(keyOf(subscriber, streamId)),
  };
};
