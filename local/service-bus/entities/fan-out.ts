import { FilterEvaluationError, type FilterSubject } from '../filters/index.ts';
import { filterSubjectOf } from '../messages/index.ts';
import type { Broker } from './broker.ts';
import type { Entity, Rule } from './entity.ts';
import type { Enqueueing } from './enqueue.ts';

/** A subscription that gets a copy, or has to put it among its dead letters at once. */
export interface Match {
  readonly subscription: Entity;
  readonly refused: { readonly reason: string; readonly description: string } | null;
}

/** Finds the subscriptions of a topic that want a message. One copy each, however many rules match. */
export function matchSubscriptions(broker: Broker, topic: Entity, message: Enqueueing): Match[] {
  const subject = filterSubjectOf(message.payload.bare);
  return broker.directory
    .subscriptionsOf(topic)
    .flatMap((subscription) =>
      matchSubscription(subscription, broker.directory.rulesOf(subscription), subject, message),
    );
}

function matchSubscription(
  subscription: Entity,
  rules: readonly Rule[],
  subject: FilterSubject,
  message: Enqueueing,
): Match[] {
  const { status, requiresSession, deadLetteringOnFilterEvaluationExceptions } = subscription.properties;
  if (status === 'Disabled' || status === 'SendDisabled') return [];
  const outcome = runRules(rules, subject);
  if (outcome === 'no-match') return [];
  if (outcome !== 'match')
    return deadLetteringOnFilterEvaluationExceptions
      ? [{ subscription, refused: { reason: 'FilterEvaluationException', description: outcome.message } }]
      : [];
  if (requiresSession && message.sessionId === null)
    return [
      {
        subscription,
        refused: {
          reason: 'Session id is null.',
          description: "Session enabled entity doesn't allow a message whose session identifier is null.",
        },
      },
    ];
  return [{ subscription, refused: null }];
}

/** A rule that matches decides; a rule that fails counts only when none does. */
function runRules(rules: readonly Rule[], subject: FilterSubject): 'match' | 'no-match' | FilterEvaluationError {
  let failure: FilterEvaluationError | undefined;
  for (const rule of rules) {
    try {
      if (rule.matches(subject)) return 'match';
    } catch (error) {
      if (!(error instanceof FilterEvaluationError)) throw error;
      failure = error;
    }
  }
  return failure ?? 'no-match';
}
