/** The conditions by which clients recognise a refusal. `@azure/service-bus` maps each to a `ServiceBusError` code. */
export const condition = {
  notFound: 'amqp:not-found',
  notAllowed: 'amqp:not-allowed',
  unauthorized: 'amqp:unauthorized-access',
  notImplemented: 'amqp:not-implemented',
  internal: 'amqp:internal-error',
  sizeExceeded: 'amqp:link:message-size-exceeded',
  limitExceeded: 'amqp:resource-limit-exceeded',
  forced: 'amqp:connection:forced',
  argument: 'com.microsoft:argument-error',
  messageLockLost: 'com.microsoft:message-lock-lost',
  sessionLockLost: 'com.microsoft:session-lock-lost',
  sessionCannotBeLocked: 'com.microsoft:session-cannot-be-locked',
  messageNotFound: 'com.microsoft:message-not-found',
  entityDisabled: 'com.microsoft:entity-disabled',
  entityAlreadyExists: 'com.microsoft:entity-already-exists',
  timeout: 'com.microsoft:timeout',
  serverBusy: 'com.microsoft:server-busy',
} as const;

export type Condition = (typeof condition)[keyof typeof condition];

/** The broker says no, before anything is written. The message is for the person behind the client. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly condition: string;

  constructor(reason: string, message: string) {
    super(message);
    this.condition = reason;
  }
}

/** The refusal of an entity that an administrator has switched off. */
export function entityDisabled(path: string): Refusal {
  return new Refusal(condition.entityDisabled, `Messaging entity '${path}' is currently disabled.`);
}

/** The refusal of an unknown entity: clients read the code from this very sentence, not from the condition. */
export function entityNotFound(path: string): Refusal {
  return new Refusal(condition.notFound, `The messaging entity 'sb://127.0.0.1/${path}' could not be found.`);
}
