import { Undeliverable } from '../../application/undeliverable.ts';
import { BrokerUnavailable } from '../../application/messages/message-bus.ts';

/**
 * Sends. An error of the SDK after its own retries becomes {@link BrokerUnavailable}. Its kinds of error are not distinguished: one
 * outage can appear as a ServiceBusError, a MessagingError, an AggregateError of several tries or an error of the socket.
 */
export const orUnavailable = async (send: () => Promise<void>): Promise<void> => {
  try {
    await send();
  } catch (cause) {
    if (cause instanceof Undeliverable) throw cause;
    throw new BrokerUnavailable(`The broker cannot be used: ${String(cause)}`, { cause });
  }
};
