import { removeEntity, removeRule, type Broker } from '../../entities/index.ts';
import { AtomError } from './atom-error.ts';
import type { AtomTarget } from './atom-path.ts';
import { findQueueOrTopic, findSubscription } from './find-target.ts';

/** Deletes what a path names. @throws AtomError 404, Refusal. */
export function remove(broker: Broker, target: AtomTarget): void {
  switch (target.type) {
    case 'queue-or-topic':
      removeEntity(broker, findQueueOrTopic(broker, target.name));
      break;
    case 'subscription':
      removeEntity(broker, findSubscription(broker, target.topic, target.name));
      break;
    case 'rule':
      removeRule(broker, findSubscription(broker, target.topic, target.subscription), target.name);
      break;
    case 'namespace':
    case 'queues':
    case 'topics':
    case 'subscriptions':
    case 'rules':
      throw new AtomError(405, 'Only entities and rules can be deleted.');
  }
}
