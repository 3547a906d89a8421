import { Undeliverable } from '../../application/undeliverable.ts';
import { BrokerUnavailable } from '../../application/messages/message-bus.ts';

/**
 * Sends; what the SDK has given up, after tries of its own, ends in {@link BrokerUnavailable}. Its errors are not told apart: one
 * and the same outage comes as a ServiceBusError, a MessagingError, an AggregateError of several tries or a bare error of the socket.
 */
export const orUnavailable = async (send: () => Promise<void>): Promise<void> => {
  try {
    await send();
  } catch (cause) {
    if (cause instanceof Undeliverable) throw cause;
    throw new BrokerUnavailable(`The broker cannot be used: ${String(cause)}`, { cause });
  }
};
