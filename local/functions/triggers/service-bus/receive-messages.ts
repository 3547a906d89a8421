import type { ServiceBusReceivedMessage, ServiceBusReceiver } from '@azure/service-bus';
import { paused } from '../../host/retry.ts';
import { unlessAborted } from '../unless-aborted.ts';
import type { SubscriptionOptions } from './subscription-options.ts';

/** The longest time that a timer takes, in milliseconds. */
const withoutEnd = 2 ** 31 - 1;

/** How much longer than it was told to the SDK may take over a batch, in milliseconds: it collects, drains and closes. */
const batchPatience = 15_000;

/**
 * Waits for messages, for at most `wait` milliseconds. Answers undefined when that is over or `ended` is aborted: then the
 * receiver must be closed, since a message may be on its way to it.
 *
 * The SDK ends a wait of its own by draining the link, and closes the link by itself when that is not answered within
 * 200 ms (@azure/service-bus 7.9.5, core/batchingReceiver.ts, tryDrainReceiver). So a wait for one message is ended here.
 * The SDK gets no abort signal: it may close the link on that, too, and each drain leaves a listener on it. A batch that
 * is not full cannot be received without draining; when the close fails the SDK never answers, and the receiver is given up.
 */
export async function receiveMessages(
  receiver: Pick<ServiceBusReceiver, 'receiveMessages'>,
  batchSize: SubscriptionOptions['batchSize'],
  wait: number,
  ended: AbortSignal,
): Promise<readonly ServiceBusReceivedMessage[] | undefined> {
  const isOne = batchSize === 'one';
  const receiving = receiver.receiveMessages(isOne ? 1 : batchSize, { maxWaitTimeInMs: isOne ? withoutEnd : wait });
  const over = new AbortController();
  const late = paused(isOne ? wait : wait + batchPatience, over.signal).then(() => undefined);
  try {
    return await unlessAborted(Promise.race([receiving, late]), ended);
  } finally {
    over.abort();
  }
}
