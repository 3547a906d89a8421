import type { ServiceBusReceivedMessage } from '@azure/service-bus';
import type { TypedData } from '../../worker/rpc.ts';
import { withBodyMembers } from './body-members.ts';

type Metadata = Record<string, TypedData>;

/**
 * A message's body as the function gets it: text, which the library parses when it is JSON, or bytes if the trigger
 * asks for them. Bodies that are no bytes on the wire (AMQP values and sequences) come as JSON.
 */
export function messageBody({ body }: ServiceBusReceivedMessage, isBinary: boolean): TypedData {
  if (Buffer.isBuffer(body)) return isBinary ? { bytes: body } : { string: body.toString('utf8') };
  return typeof body === 'string' ? { string: body } : { json: JSON.stringify(body ?? null) };
}

/** The bodies of a batch, as one list. Texts that are no JSON stay texts. */
export function batchBody(messages: readonly ServiceBusReceivedMessage[]): TypedData {
  const parsed = messages.map((message) => {
    const { string, json } = messageBody(message, false);
    return parsedOr(json ?? string ?? '');
  });
  return { json: JSON.stringify(parsed) };
}

function parsedOr(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/**
 * The trigger metadata of one message, in the host's spelling (Microsoft Learn, "Azure Service Bus trigger", message
 * metadata): what is unset is absent, `...Utc` times bear no zone, deliveryCount is 1 on the first delivery, and the
 * members of a JSON body are there as well.
 */
export function messageMetadata(message: ServiceBusReceivedMessage): Metadata {
  const { string, json } = messageBody(message, false);
  return { ...withBodyMembers(typed(defined(properties(message))), parsedOr(json ?? string ?? '')), ...stubs };
}

/** The trigger metadata of a batch: every property as a list of its own, null where a message has none. */
export function batchMetadata(messages: readonly ServiceBusReceivedMessage[]): Metadata {
  const all = messages.map(properties);
  const names = Object.keys(all[0] ?? {});
  const lists = names.map((name) => [`${name}Array`, { json: JSON.stringify(all.map((each) => each[name] ?? null)) }]);
  return { ...(Object.fromEntries(lists) as Metadata), ...stubs };
}

/** Objects that only mean something inside of the real host; functions find them there, and empty. */
const stubs: Metadata = Object.fromEntries(
  ['MessageReceiver', 'MessageSession', 'MessageActions', 'SessionActions', 'ReceiveActions', 'Client'].map((name) => [
    name,
    { json: '{}' },
  ]),
);

function properties(message: ServiceBusReceivedMessage): Record<string, unknown> {
  const { deliveryCount = 0, subject, applicationProperties = {} } = message;
  return {
    DeliveryCount: deliveryCount + 1,
    DeadLetterSource: message.deadLetterSource,
    LockToken: message.lockToken,
    ExpiresAtUtc: message.expiresAtUtc && withoutZone(message.expiresAtUtc),
    ExpiresAt: message.expiresAtUtc && withOffset(message.expiresAtUtc),
    EnqueuedTimeUtc: message.enqueuedTimeUtc && withoutZone(message.enqueuedTimeUtc),
    EnqueuedTime: message.enqueuedTimeUtc && withOffset(message.enqueuedTimeUtc),
    MessageId: message.messageId,
    ContentType: message.contentType,
    ReplyTo: message.replyTo,
    SequenceNumber: message.sequenceNumber === undefined ? undefined : Number(message.sequenceNumber.toString()),
    To: message.to,
    Subject: subject,
    Label: subject,
    CorrelationId: message.correlationId,
    ApplicationProperties: applicationProperties,
    UserProperties: applicationProperties,
    SessionId: message.sessionId,
    ReplyToSessionId: message.replyToSessionId,
    PartitionKey: message.partitionKey,
  };
}

function defined(values: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== null));
}

function typed(values: Record<string, unknown>): Metadata {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'string' ? { string: value } : { json: JSON.stringify(value) },
    ]),
  );
}

/** A message without a time to live expires at the end of .NET's time. */
function withoutZone(time: Date): string {
  return time.getUTCFullYear() > 9999 ? '9999-12-31T23:59:59.9999999' : time.toISOString().slice(0, -1);
}

function withOffset(time: Date): string {
  return `${withoutZone(time)}+00:00`;
}
