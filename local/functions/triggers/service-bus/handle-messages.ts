import type { ServiceBusReceivedMessage, ServiceBusReceiver } from '@azure/service-bus';
import type { HostedFunction } from '../../host/hosted-function.ts';
import type { FunctionCall, FunctionRunner } from '../../host/function-call.ts';
import { heldMessages, type LockHolder } from './held-messages.ts';
import { batchBody, batchMetadata, messageBody, messageMetadata } from './message-data.ts';
import { oneAtATime } from './one-at-a-time.ts';
import type { SubscriptionOptions } from './subscription-options.ts';

type Messages = readonly ServiceBusReceivedMessage[];
type Receiver = Pick<ServiceBusReceiver, 'completeMessage' | 'abandonMessage'> & LockHolder;

/** Calls the function for what one receive brought and settles it. Rejects when settling fails. */
export type HandleMessages = (messages: Messages, receiver: Receiver) => Promise<void>;

/**
 * Completes messages when the function returns and abandons them when it throws, at once and without any delay before
 * the next delivery; the broker dead-letters what has failed too often. Without autoComplete nothing is completed.
 *
 * A message whose lock was lost while the function had it is delivered again: it waits here until that call has ended,
 * so that no message, and no session, is in two calls at a time. What lost its lock before the call is not handed over.
 */
export function handleMessages(
  fn: HostedFunction,
  runner: FunctionRunner,
  options: SubscriptionOptions,
): HandleMessages {
  const inTurn = oneAtATime();
  return (received, receiver) =>
    inTurn(keysOf(received, options), async () => {
      const messages = await heldMessages(received, receiver);
      const [first] = messages;
      if (first === undefined) return;
      const { outcome } = await runner.run({ fn, ...callWith(first, messages, options) });
      if (outcome === 'failed') await settleAll(messages, (each) => receiver.abandonMessage(each));
      else if (options.completes) await settleAll(messages, (each) => receiver.completeMessage(each));
    });
}

/** A session's calls come one after the other; elsewhere a message has its number. */
function keysOf(messages: Messages, { hasSessions }: SubscriptionOptions): readonly string[] {
  return messages.map(({ sessionId, sequenceNumber }) => String(hasSessions ? sessionId : sequenceNumber));
}

function callWith(
  first: ServiceBusReceivedMessage,
  messages: Messages,
  { batchSize, isBinary }: SubscriptionOptions,
): Omit<FunctionCall, 'fn'> {
  const traceParent = first.applicationProperties?.['Diagnostic-Id'];
  const call =
    batchSize === 'one'
      ? { what: oneMessage(first), data: messageBody(first, isBinary), metadata: messageMetadata(first) }
      : { what: `${messages.length} messages`, data: batchBody(messages), metadata: batchMetadata(messages) };
  return { ...call, ...(typeof traceParent === 'string' && { traceParent }) };
}

async function settleAll(
  messages: Messages,
  settle: (each: ServiceBusReceivedMessage) => Promise<void>,
): Promise<void> {
  await Promise.all(messages.map(settle));
}

function oneMessage({ messageId, deliveryCount = 0 }: ServiceBusReceivedMessage): string {
  return `message ${String(messageId)}${deliveryCount > 0 ? `, delivery ${deliveryCount + 1}` : ''}`;
}
