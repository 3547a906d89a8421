import { subscriptionPath, type Broker, type Entity } from '../../entities/index.ts';
import { missing } from './atom-error.ts';

/** A queue or topic by its name. @throws AtomError 404. */
export function findQueueOrTopic(broker: Broker, name: string): Entity {
  const found = broker.directory.find(name);
  if (found?.kind === 'queue' || found?.kind === 'topic') return found;
  throw missing(name);
}

/** A topic by its name. @throws AtomError 404. */
export function findTopic(broker: Broker, name: string): Entity {
  const found = broker.directory.find(name);
  if (found?.kind === 'topic') return found;
  throw missing(name);
}

/** A subscription. @throws AtomError 404. */
export function findSubscription(broker: Broker, topic: string, name: string): Entity {
  const path = subscriptionPath(findTopic(broker, topic).path, name);
  const found = broker.directory.find(path);
  if (found) return found;
  throw missing(path);
}
