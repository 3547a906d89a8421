import { UnusableMessageId, type OutgoingMessage } from '../application/messages/message-bus.ts';

/** The most characters of a message's id, and of its session's (Azure Service Bus documentation, "Service Bus quotas"). */
const longestId = 128;

/** Throws {@link UnusableMessageId} for a message that the broker would not take under its id or session. */
export const assertUsableId = ({ messageId, sessionId }: OutgoingMessage): void => {
  const longest = Math.max(messageId.length, sessionId.length);
  if (longest > longestId)
    throw new UnusableMessageId(
      `The message ${messageId} has an id of ${longest} characters; the broker takes ${longestId}.`,
    );
};
