import type { EventTypes } from '../../../domain/modelling/aggregate.ts';
import type { Total } from '../../../domain/modelling/total.ts';
import type { MeasuredSubscriber } from '../../feed/measured-subscriber.ts';
import { inParallel } from '../../in-parallel.ts';
import type { EventStore } from '../../streams/event-store.ts';
import { contributionsReached } from '../contributions/contributions-reached.ts';
import type { Contributions } from '../contributions/contributions.ts';
import { contributionsAfter } from '../contributions/stream-contributions.ts';

/** The ports of {@link totalsReached}. */
export interface SeekingContributions<Row> {
  readonly eventStore: Pick<EventStore, 'read'>;
  readonly contributions: Pick<Contributions<Row>, 'find'>;
}

const commitsAtOnce = 8;

/** Says of commits whether a total has counted their stream as far as they go. */
export const totalsReached = <Types extends EventTypes, Folded extends object, Row extends object>(
  total: Total<Types, Folded, Row>,
  { eventStore, contributions: { find } }: SeekingContributions<Row>,
): MeasuredSubscriber['reached'] => {
  const reached = contributionsReached({ source: total.source, fold: contributionsAfter(total), find }, eventStore);
  return (commits) => inParallel(commitsAtOnce, commits, reached);
};
