import type { EventTypes } from '../../../domain/modelling/aggregate.ts';
import type { Total } from '../../../domain/modelling/total.ts';
import { deliverByStream, type Delivery } from '../../feed/deliver-by-stream.ts';
import type { Subscriber } from '../../feed/subscriber.ts';
import type { NewCache } from '../../streams/cache.ts';
import type { EventStore } from '../../streams/event-store.ts';
import { contributing } from '../contributions/contributing.ts';
import type { Contributions } from '../contributions/contributions.ts';
import { namingFailures } from '../fold-commits.ts';
import { storedContributions } from '../contributions/stored-contributions.ts';
import { contributionsAfter } from '../contributions/stream-contributions.ts';

/** The ports of the projector of a total. */
export interface Totalling<Row> extends Delivery {
  readonly eventStore: Pick<EventStore, 'read'>;
  readonly contributions: Contributions<Row>;
  readonly newCache: NewCache;
}

/**
 * Keeps one total up to date. What a stream contributes is stored with the change of the total in one transaction: see
 * {@link contributing}.
 */
export const totalProjector = <Types extends EventTypes, Folded extends object, Row extends object>(
  total: Total<Types, Folded, Row>,
  { eventStore, contributions, newCache, ...delivery }: Totalling<Row>,
): Subscriber => {
  const { name, source } = total;
  const fold = namingFailures(`The total ${name} cannot add up`, contributionsAfter(total));
  const stored = storedContributions({ eventStore, contributions });
  const take = contributing({ name, source, fold }, { eventStore, stored, newCache });
  return { name, deliver: (delivered, by) => deliverByStream(name, { ...delivery, by }, delivered, take) };
};
