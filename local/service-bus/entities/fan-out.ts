import type { FilterSubject, PropertyChange } from '../filters/index.ts';
import { changeBare, filterSubjectOf, sessionIdOf } from '../messages/index.ts';
import type { Broker } from './broker.ts';
import type { Enqueueing, Numbered } from './enqueueing.ts';
import type { Entity } from './entity.ts';
import { matchRules } from './match-rules.ts';

/** A copy for a subscription, which it may have to put among its dead letters at once. */
export interface Match {
  readonly subscription: Entity;
  /** The very message that was sent, unless the action of a rule changed it. */
  readonly message: Enqueueing;
  readonly refused: { readonly reason: string; readonly description: string } | null;
}

/** Finds the subscriptions of a topic that want a message, and the copies that their rules make of it. */
export function matchSubscriptions(broker: Broker, topic: Entity, message: Numbered): Match[] {
  const { payload, firstSequence: sequence, timeToLive } = message;
  const subject = filterSubjectOf(payload, { at: broker.now(), sequence, timeToLive });
  return broker.directory
    .subscriptionsOf(topic)
    .filter(({ properties: { status } }) => status !== 'Disabled' && status !== 'SendDisabled')
    .flatMap((subscription) => matchSubscription(broker, subscription, subject, message));
}

function matchSubscription(broker: Broker, subscription: Entity, subject: FilterSubject, message: Enqueueing): Match[] {
  const outcome = matchRules(broker.directory.rulesOf(subscription), subject);
  if (outcome.type === 'copies')
    return outcome.copies.map((changes) => copyFor(subscription, changed(message, changes)));
  if (!subscription.properties.deadLetteringOnFilterEvaluationExceptions) return [];
  const refused = { reason: 'FilterEvaluationException', description: outcome.error.message };
  return [{ subscription, message, refused }];
}

function copyFor(subscription: Entity, message: Enqueueing): Match {
  const lacksSession = subscription.properties.requiresSession && message.sessionId === null;
  const refused = {
    reason: 'Session id is null.',
    description: "Session enabled entity doesn't allow a message whose session identifier is null.",
  };
  return { subscription, message, refused: lacksSession ? refused : null };
}

function changed(message: Enqueueing, changes: readonly PropertyChange[]): Enqueueing {
  if (changes.length === 0) return message;
  const bare = changeBare(message.payload.bare, changes);
  return { ...message, payload: { ...message.payload, bare }, sessionId: sessionIdOf(bare) };
}
