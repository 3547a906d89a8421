import { defaultProperties, entitySizes, lockDurations, type EntityProperties } from '../../entities/index.ts';
import { badRequest } from './atom-error.ts';
import { kept, keptChoice, keptElements, keptText } from './kept-property.ts';
import { count, duration, forwarding, status, truth, type Property } from './property.ts';
import type { XmlElement } from './read-xml.ts';
import type { Xml } from './write-xml.ts';

const second = 1000;
const day = 86_400_000;
const longest = 10_000_000 * day;

const lifetime = duration('DefaultMessageTimeToLive', 'defaultMessageTimeToLive', {
  from: 1,
  to: longest,
  orNull: true,
});
const idle = duration('AutoDeleteOnIdle', 'autoDeleteOnIdle', { from: 300 * second, to: longest, orNull: true });
const history = duration('DuplicateDetectionHistoryTimeWindow', 'duplicateDetectionHistoryTimeWindow', {
  from: 20 * second,
  to: 7 * day,
  orNull: false,
});
const lock = duration('LockDuration', 'lockDuration', { ...lockDurations, orNull: false });
const deliveries = count('MaxDeliveryCount', 'maxDeliveryCount', [1, 2000]);
const detection = truth('RequiresDuplicateDetection', 'requiresDuplicateDetection');
const sessions = truth('RequiresSession', 'requiresSession');
const expiration = truth('DeadLetteringOnMessageExpiration', 'deadLetteringOnMessageExpiration');
const evaluation = truth('DeadLetteringOnFilterEvaluationExceptions', 'deadLetteringOnFilterEvaluationExceptions');
const forwardTo = forwarding('ForwardTo', 'forwardTo');
const forwardDead = forwarding('ForwardDeadLetteredMessagesTo', 'forwardDeadLetteredMessagesTo');
const size = keptChoice('MaxSizeInMegabytes', entitySizes);
const batched = kept('EnableBatchedOperations', 'true');
const metadata = keptText('UserMetadata', 1024);
const partitioned = kept('EnablePartitioning', 'false');
const express = kept('EnableExpress', 'false');
const availability = kept('EntityAvailabilityStatus', 'Available');
const messageSize = count('MaxMessageSizeInKilobytes', 'maxMessageSizeInKilobytes', [1024, 102_400]);
const rights = keptElements('AuthorizationRules');

/** The elements of each description, in the order of the documented schema. */
export const descriptions = {
  queue: [
    ...[lock, size, detection, sessions, lifetime, expiration, history, deliveries, batched, rights, status],
    ...[forwardTo, metadata, idle, partitioned, availability, forwardDead, express, messageSize],
  ],
  topic: [
    ...[lifetime, size, detection, history, batched, rights, status, metadata, kept('SupportOrdering', 'true')],
    ...[idle, partitioned, availability, express, messageSize],
  ],
  subscription: [
    ...[lock, sessions, lifetime, expiration, evaluation, deliveries, batched, status],
    ...[forwardTo, metadata, forwardDead, idle, availability],
  ],
} satisfies Record<string, readonly Property[]>;

export type DescribedKind = keyof typeof descriptions;

/** The root elements of descriptions. */
export const rootNames = {
  queue: 'QueueDescription',
  topic: 'TopicDescription',
  subscription: 'SubscriptionDescription',
} as const satisfies Record<DescribedKind, string>;

/** Reads a description; what it does not name has its default. @throws AtomError naming the first wrong element. */
export function readDescription(kind: DescribedKind, description: XmlElement): EntityProperties {
  const properties: readonly Property[] = descriptions[kind];
  return description.children.reduce<EntityProperties>((read, child) => {
    const change = properties.find(({ name }) => name === child.name)?.read(child) ?? {};
    return { ...read, ...change, kept: { ...read.kept, ...change.kept } };
  }, defaultProperties);
}

/** Writes the elements of a description. */
export function writeDescription(kind: DescribedKind, properties: EntityProperties, host: string): Xml[] {
  const described: readonly Property[] = descriptions[kind];
  return described.flatMap((property) => property.write(properties, host) ?? []);
}

/** What can never change once an entity is there. @throws AtomError naming it. */
export function checkUnchanged(before: EntityProperties, after: EntityProperties): void {
  const fixed = ['requiresSession', 'requiresDuplicateDetection'] as const;
  const changed = fixed.find((name) => before[name] !== after[name]);
  if (changed === undefined && sameKept(before, after)) return;
  throw badRequest(`The value of ${changed ?? 'enablePartitioning'} of an existing entity cannot be changed.`);
}

function sameKept(before: EntityProperties, after: EntityProperties): boolean {
  const [then = 'false', now = then] = [before.kept['EnablePartitioning'], after.kept['EnablePartitioning']];
  return then === now;
}
