import type { EventTypes } from '../../../domain/modelling/aggregate.ts';
import type { Total } from '../../../domain/modelling/total.ts';
import type { Reached, StreamVersion } from '../../feed/measured-subscriber.ts';
import type { EventStore } from '../../streams/event-store.ts';
import { contributionsReached } from '../contributions/contributions-reached.ts';
import type { Contributions } from '../contributions/contributions.ts';
import { contributionsAfter } from '../contributions/stream-contributions.ts';

/** The ports of {@link totalsReached}. */
export interface SeekingContributions<Row> {
  readonly eventStore: Pick<EventStore, 'read'>;
  readonly contributions: Pick<Contributions<Row>, 'find'>;
}

/** Says of a version whether a total has counted its stream as far as it goes. */
export const totalsReached = <Types extends EventTypes, Folded extends object, Row extends object>(
  total: Total<Types, Folded, Row>,
  { eventStore, contributions: { find } }: SeekingContributions<Row>,
): ((commit: StreamVersion) => Promise<Reached>) =>
  contributionsReached({ source: total.source, fold: contributionsAfter(total), find }, eventStore);
