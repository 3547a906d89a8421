import type { NamedStream } from '../../domain/modelling/ids.ts';
import type { Page, PageRequest } from '../paging.ts';
import type { Consumer, DeliveredMessage } from './consumer.ts';
import type { Consuming } from './consuming.ts';
import { knownWaits } from './known-waits.ts';
import { waitingOperations, type WaitingOperations } from './operate.ts';
import { takeMessage } from './take-message.ts';
import { tryDue, type TriesReport } from './try-due.ts';
import type { WaitingStream } from './waiting-stream.ts';

/** A consumer at work. */
export interface RunningConsumer extends WaitingOperations {
  readonly name: string;
  /** Takes a message from the broker, or keeps it. See {@link takeMessage}. */
  readonly take: (delivered: DeliveredMessage) => Promise<string>;
  /** Tries what is due. Call it every minute. */
  readonly tryDue: () => Promise<TriesReport>;
  /** See {@link WaitingMessages}. */
  readonly list: (request: PageRequest) => Promise<Page<WaitingStream>>;
  /** What waits of one stream. */
  readonly find: (streamId: NamedStream) => Promise<WaitingStream | undefined>;
}

/**
 * Runs a consumer: each message once as far as the consumer takes a repeated one once, in order per stream, whatever fails.
 * What fails waits in the consumer's own store and is tried again with growing pauses for as long as it takes; what can never
 * be taken is quarantined at once. Either way the later messages of its stream wait behind it, and no others.
 */
export const runConsumer = (consumer: Consumer, consuming: Consuming): RunningConsumer => {
  const working = { ...consuming, consumer };
  return {
    name: consumer.name,
    take: takeMessage({ ...working, known: knownWaits(consuming.waiting, consuming.now) }),
    tryDue: () => tryDue(working),
    list: (request) => consuming.waiting.list(request),
    find: async (streamId) => (await consuming.waiting.find(streamId))?.stream,
    ...waitingOperations(working),
  };
};
