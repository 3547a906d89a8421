import type { ApplyAction, MatchesFilter, RuleAction, RuleFilter } from '../filters/index.ts';

export type EntityKind = 'queue' | 'topic' | 'subscription' | 'dead-letter';
export type EntityStatus = 'Active' | 'Disabled' | 'SendDisabled' | 'ReceiveDisabled';

/** What an entity is told to do. Durations are milliseconds; a null lifetime is for ever. */
export interface EntityProperties {
  readonly status: EntityStatus;
  readonly lockDuration: number;
  readonly maxDeliveryCount: number;
  readonly requiresSession: boolean;
  readonly defaultMessageTimeToLive: number | null;
  readonly deadLetteringOnMessageExpiration: boolean;
  readonly deadLetteringOnFilterEvaluationExceptions: boolean;
  readonly requiresDuplicateDetection: boolean;
  readonly duplicateDetectionHistoryTimeWindow: number;
  /** The largest message and the largest batch. 256 is the limit of the Standard tier, Premium goes up to 102,400. */
  readonly maxMessageSizeInKilobytes: number;
  /** The path of the queue or topic that messages go on to at once; null when they stay. */
  readonly forwardTo: string | null;
  /** The same for dead letters. */
  readonly forwardDeadLetteredMessagesTo: string | null;
  /** How long the entity lasts without being used; null for ever. */
  readonly autoDeleteOnIdle: number | null;
  /** Moments, in milliseconds since 1970. */
  readonly createdAt: number;
  readonly updatedAt: number;
  /** What an administrator wrote and nothing here acts on, under the names of ATOM descriptions: shown as it was given. */
  readonly kept: Readonly<Record<string, string>>;
}

/** The defaults of Azure. */
export const defaultProperties: EntityProperties = {
  status: 'Active',
  lockDuration: 60_000,
  maxDeliveryCount: 10,
  requiresSession: false,
  defaultMessageTimeToLive: null,
  deadLetteringOnMessageExpiration: false,
  deadLetteringOnFilterEvaluationExceptions: true,
  requiresDuplicateDetection: false,
  duplicateDetectionHistoryTimeWindow: 600_000,
  maxMessageSizeInKilobytes: 256,
  forwardTo: null,
  forwardDeadLetteredMessagesTo: null,
  autoDeleteOnIdle: null,
  createdAt: 0,
  updatedAt: 0,
  kept: {},
};

/** A place that messages are sent to or received from. */
export interface Entity {
  readonly id: number;
  readonly kind: EntityKind;
  /** As declared, such as `events/Subscriptions/email/$DeadLetterQueue`. */
  readonly path: string;
  /** The topic of a subscription, the owner of a dead-letter queue. */
  readonly parent: number | null;
  readonly properties: EntityProperties;
}

/** A rule as it is declared: what passes, and what is done to the copies that pass. */
export interface NewRule {
  readonly name: string;
  readonly filter: RuleFilter;
  readonly action: RuleAction | null;
}

/** A rule of a subscription, ready to run. */
export interface Rule extends NewRule {
  readonly matches: MatchesFilter;
  /** The action, ready to run. */
  readonly change: ApplyAction | null;
  readonly createdAt: number;
}

/** The rule that a new subscription starts with: everything passes. */
export const defaultRule: NewRule = { name: '$Default', filter: { type: 'true' }, action: null };

/** The path of a subscription. */
export function subscriptionPath(topic: string, subscription: string): string {
  return `${topic}/Subscriptions/${subscription}`;
}

/** The path of the dead letters of an entity that could not be forwarded. */
export function transferDeadLetterPath(path: string): string {
  return `${path}/$Transfer/$DeadLetterQueue`;
}

/** The path of the dead-letter queue of an entity. */
export function deadLetterPath(path: string): string {
  return `${path}/$DeadLetterQueue`;
}
