import type { Broker } from '../../entities/index.ts';
import { asBuffer, viewMessage, type PlainValue } from '../../messages/index.ts';
import { messageState, type MessageRow } from '../../storage/index.ts';

/** A message for people: what it says, where it stands and, when it is dead, why. */
export function messageJson(broker: Broker, row: MessageRow): object {
  const payload = broker.storage.messages.payloadOf(row);
  const { applicationProperties, body, ...fields } = viewMessage(payload.bare, row.propertyChanges);
  const application = Object.fromEntries([...applicationProperties].map(([key, value]) => [key, jsonValue(value)]));
  const { DeadLetterReason = null, DeadLetterErrorDescription = null } = application;
  return {
    sequenceNumber: row.sequence,
    enqueuedSequenceNumber: row.enqueuedSequence,
    state: stateNames[row.state],
    isLocked: row.lockToken !== null,
    deliveryCount: row.deliveryCount,
    enqueuedAt: timeOf(row.enqueuedAt),
    expiresAt: timeOf(row.expiresAt),
    scheduledAt: timeOf(row.dueAt),
    deadLetterSource: row.deadLetterSource,
    deadLetterReason: DeadLetterReason,
    deadLetterErrorDescription: DeadLetterErrorDescription,
    ...Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, jsonValue(value)])),
    applicationProperties: application,
    body: bodyJson(body),
  };
}

const stateNames = {
  [messageState.active]: 'active',
  [messageState.deferred]: 'deferred',
  [messageState.scheduled]: 'scheduled',
} as const;

function timeOf(milliseconds: number | null): string | null {
  return milliseconds === null ? null : new Date(milliseconds).toISOString();
}

/** Bodies are bytes: JSON is shown as JSON, other text as text, and everything else as base64. */
function bodyJson(body: PlainValue): unknown {
  if (!(body instanceof Uint8Array)) return jsonValue(body);
  const bytes = asBuffer(body);
  const text = bytes.toString('utf8');
  if (!Buffer.from(text).equals(bytes)) return { base64: bytes.toString('base64') };
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** What JSON has no form for becomes text: long integers as digits, bytes as base64. */
function jsonValue(value: PlainValue): unknown {
  if (typeof value === 'bigint') return value.toString();
  if (value === null || typeof value !== 'object' || value instanceof Date) return value;
  if (value instanceof Uint8Array) return asBuffer(value).toString('base64');
  if (Array.isArray(value)) return value.map(jsonValue);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, jsonValue(item)]));
}
