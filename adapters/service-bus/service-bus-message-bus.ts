import type { MessageBus, OutgoingMessage } from '../../application/messages/message-bus.ts';
import { closeClient } from './close-client.ts';
import { openLate, type OpenSender, type ServiceBusConnection } from './open-sender-late.ts';
import { orUnavailable } from './or-unavailable.ts';
import { sealBatches } from './seal-batches.ts';

export type { ServiceBusConnection } from './open-sender.ts';

/** Where messages go. */
export interface ServiceBusMessages {
  readonly connection: ServiceBusConnection;
  readonly topic: string;
  /** The time limit of one try, in milliseconds. Only this detects a connection that has just died. */
  readonly timeoutInMs?: number;
}

/** A message bus that holds a connection. */
export interface ServiceBusMessageBus extends MessageBus {
  /** Ends the connection. Answers within a few seconds even when the broker does not. */
  close(): Promise<void>;
}

const usualTimeout = 5_000;

/** A message bus over one topic of Azure Service Bus. Connects with the first message, and again after a failure. */
export const serviceBusMessageBus = ({
  connection,
  topic,
  timeoutInMs = usualTimeout,
}: ServiceBusMessages): ServiceBusMessageBus => {
  let opening: Promise<OpenSender> | undefined;
  const sendAll = async (messages: readonly OutgoingMessage[]): Promise<void> => {
    const { sender } = await (opening ??= openLate({ connection, entity: topic, timeoutInMs }));
    // All are packed before the first is sent: of a stream with a message that is too large, none is sent.
    for (const batch of await sealBatches(sender, messages)) await sender.sendMessages(batch);
  };
  const close = async (): Promise<void> => {
    const opened = await opening;
    if (opened !== undefined) await closeClient(opened.client);
  };
  return { send: (messages) => orUnavailable(() => sendAll(messages)), close };
};
