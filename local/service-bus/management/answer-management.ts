import { attempt, condition, Refusal } from '../entities/index.ts';
import { amqp, entriesOf, textOf, type Typed } from '../messages/index.ts';
import { batchDeleteMessages } from './delete-messages.ts';
import { renewLocks } from './locks.ts';
import type { Operation, OperationContext } from './operation.ts';
import { peekMessage } from './peek-message.ts';
import { receiveBySequenceNumber } from './receive-deferred.ts';
import { addRuleToSubscription, enumerateRules, removeRuleFromSubscription } from './rules.ts';
import { cancelScheduledMessage, scheduleMessage } from './scheduling.ts';
import { getMessageSessions, getSessionState, putSessionState, renewSession } from './sessions.ts';
import { updateDisposition } from './update-disposition.ts';

const operations: Readonly<Record<string, Operation>> = {
  'com.microsoft:peek-message': peekMessage,
  'com.microsoft:renew-lock': renewLocks,
  'com.microsoft:receive-by-sequence-number': receiveBySequenceNumber,
  'com.microsoft:update-disposition': updateDisposition,
  'com.microsoft:schedule-message': scheduleMessage,
  'com.microsoft:cancel-scheduled-message': cancelScheduledMessage,
  'com.microsoft:renew-session-lock': renewSession,
  'com.microsoft:get-session-state': getSessionState,
  'com.microsoft:set-session-state': putSessionState,
  'com.microsoft:get-message-sessions': getMessageSessions,
  'com.microsoft:batch-delete-messages': batchDeleteMessages,
  'com.microsoft:enumerate-rules': enumerateRules,
  'com.microsoft:add-rule': addRuleToSubscription,
  'com.microsoft:remove-rule': removeRuleFromSubscription,
};

/** The status that goes with a condition; 500 for all others. */
const statusByCondition: Readonly<Record<string, number>> = {
  [condition.argument]: 400,
  [condition.unauthorized]: 401,
  [condition.notAllowed]: 400,
  [condition.sizeExceeded]: 403,
  [condition.entityDisabled]: 403,
  [condition.notFound]: 404,
  [condition.messageNotFound]: 404,
  [condition.timeout]: 408,
  [condition.entityAlreadyExists]: 409,
  [condition.messageLockLost]: 410,
  [condition.sessionLockLost]: 410,
  [condition.sessionCannotBeLocked]: 410,
  [condition.notImplemented]: 501,
  [condition.serverBusy]: 503,
};

/** A question to the `$management` node of an entity. */
export interface ManagementRequest {
  readonly properties: ReadonlyMap<string, Typed>;
  readonly body: Typed | undefined;
}

/** Its answer: a status, and where there is content a body. */
export interface ManagementResponse {
  readonly properties: ReadonlyMap<string, Typed>;
  readonly body: Typed;
}

/** Runs one operation of `$management`. A refusal becomes a status and a condition; nothing is thrown for it. */
export function answerManagement(context: OperationContext, request: ManagementRequest): ManagementResponse {
  try {
    const name = textOf(request.properties.get('operation')) ?? '';
    const operation = operations[name];
    if (!operation) throw new Refusal(condition.notImplemented, `The operation '${name}' is not supported.`);
    const answer = attempt(context.broker, () => operation(context, entriesOf(request.body)));
    return answer ? respond(200, 'OK', answer) : respond(204, 'No Content', amqp.Map32([]));
  } catch (error) {
    const reason = error instanceof Refusal ? error.condition : condition.internal;
    const description = error instanceof Error ? error.message : String(error);
    const { properties, body } = respond(statusByCondition[reason] ?? 500, description, amqp.Map32([]));
    return { properties: new Map([...properties, ['errorCondition', amqp.wrap_symbol(reason)]]), body };
  }
}

function respond(status: number, description: string, body: Typed): ManagementResponse {
  const properties = new Map([
    ['statusCode', amqp.wrap_int(status)],
    ['statusDescription', amqp.wrap_string(description)],
  ]);
  return { properties, body };
}
