import type { EventTypes } from '../../../domain/modelling/aggregate.ts';
import { EventNotTaken } from '../../feed/failed-delivery.ts';
import type { Reached, StreamVersion } from '../../feed/measured-subscriber.ts';
import type { EventStore } from '../../streams/event-store.ts';
import { readableEvents } from '../../streams/readable-events.ts';
import { lookingForPlaces, type ContributedBy } from './await-contribution.ts';
import { nothingContributed, type StreamContributions } from './stream-contributions.ts';
import { namingFailures } from '../fold-commits.ts';

/**
 * Says of a commit whether what its stream contributes as far as it goes is stored. A stream that cannot be read or folded counts as
 * missing, as the subscriber fails on it, too.
 */
export const contributionsReached = <Types extends EventTypes, Folded extends object, Value>(
  { source, fold, find }: Pick<ContributedBy<Types, Folded, Value>, 'source' | 'fold' | 'find'>,
  eventStore: Pick<EventStore, 'read'>,
) => {
  const start: StreamContributions<Folded, Value> = nothingContributed;
  const foldOne = namingFailures('Nobody can measure', fold);

  return async (commit: StreamVersion): Promise<Reached> => {
    if (commit.category !== source.category) return 'notConcerned';
    const { records } = await readableEvents(source, eventStore, commit.streamId);
    if ((records.at(-1)?.version ?? 0) < commit.version) return 'missing';
    try {
      const { places } = records.filter(({ version }) => version <= commit.version).reduce(foldOne, start);
      return (await lookingForPlaces<Value>(find, commit.streamId)(places)) ? 'reached' : 'missing';
    } catch (error) {
      if (error instanceof EventNotTaken) return 'missing';
      throw error;
    }
  };
};
