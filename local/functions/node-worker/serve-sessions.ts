import type { ServiceBusReceivedMessage, ServiceBusSessionReceiver } from '@azure/service-bus';
import type { TypedData } from '../worker/rpc.ts';
import type { WorkerFunction } from './start-worker.ts';

/** Calls a function with the messages of one session after the other: completes what it took, abandons what it did not. */
export const serveSessions = async (
  fn: WorkerFunction,
  accept: () => Promise<ServiceBusSessionReceiver>,
  stop: AbortSignal,
): Promise<void> => {
  // The SDK waits for a session for as long as it likes, also when its client is closed meanwhile.
  const stopped = new Promise<undefined>((resolve) => {
    stop.addEventListener('abort', () => resolve(undefined));
  });
  while (!stop.aborted) {
    // Undefined also when there was nothing to do for a while.
    const session = await Promise.race([accept().catch(() => undefined), stopped]);
    if (session !== undefined) await serve(fn, session).catch(() => undefined);
  }
};

const serve = async (fn: WorkerFunction, session: ServiceBusSessionReceiver): Promise<void> => {
  for (;;) {
    const [message] = await session.receiveMessages(1, { maxWaitTimeInMs: 200 });
    if (message === undefined) return session.close();
    const string = textOf(message);
    try {
      await fn.invoke({ string }, metadataOf(message, string));
      await session.completeMessage(message);
    } catch {
      await session.abandonMessage(message);
    }
  }
};

/** The body as the host reads it off the wire. */
const textOf = ({ body }: ServiceBusReceivedMessage): string =>
  Buffer.isBuffer(body) ? body.toString() : typeof body === 'string' ? body : JSON.stringify(body);

/** Names as .NET has them. What is a text there is a text here, all else is JSON; members of a JSON body stand beside them. */
const metadataOf = (message: ServiceBusReceivedMessage, body: string): Readonly<Record<string, TypedData>> => {
  const { messageId, sessionId, subject, contentType, correlationId, applicationProperties = {} } = message;
  const values = {
    ...(JSON.parse(body) as object),
    MessageId: messageId,
    SessionId: sessionId,
    Subject: subject,
    Label: subject,
    ContentType: contentType,
    CorrelationId: correlationId,
    DeliveryCount: (message.deliveryCount ?? 0) + 1,
    SequenceNumber: Number(message.sequenceNumber),
    EnqueuedTimeUtc: message.enqueuedTimeUtc,
    ApplicationProperties: applicationProperties,
    UserProperties: applicationProperties,
    MessageReceiver: {},
    MessageActions: {},
  };
  const set = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(
    set.map(([name, value]) => [name, typeof value === 'string' ? { string: value } : { json: JSON.stringify(value) }]),
  );
};
