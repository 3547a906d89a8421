import { MessageTooLarge, type MessageBus, type OutgoingMessage } from '../../application/messages/message-bus.ts';
import { assertUsableId } from '../usable-message-id.ts';
import { jsonCopy } from '../stored-json.ts';

/** A broker that keeps its messages, for specs to read. */
export interface InMemoryMessageBus extends MessageBus {
  /** What the broker has accepted, in order; of one session only, when asked so. */
  sent(sessionId?: string): readonly OutgoingMessage[];
}

/** One message of the standard tier, in bytes (Azure Service Bus documentation, "Service Bus quotas"). */
const maximumMessageBytes = 256 * 1024;

/** A broker without messages. Like the real one it accepts the messages before one that is too large, and drops repeated ids. */
export const inMemoryMessageBus = (): InMemoryMessageBus => {
  const accepted = new Map<string, OutgoingMessage>();

  return {
    send: async (messages) => {
      for (const message of messages) {
        assertUsableId(message);
        const bytes = Buffer.byteLength(JSON.stringify(message));
        if (bytes > maximumMessageBytes)
          throw new MessageTooLarge(
            `${message.messageId} is ${bytes} bytes; one message holds ${maximumMessageBytes}.`,
          );
        if (!accepted.has(message.messageId)) accepted.set(message.messageId, jsonCopy(message));
      }
    },

    sent: (sessionId) =>
      [...accepted.values()]
        .filter((message) => sessionId === undefined || message.sessionId === sessionId)
        .map((message) => jsonCopy(message)),
  };
};
