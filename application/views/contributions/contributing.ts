import type { StreamId } from '../../../domain/modelling/ids.ts';
import type { EventOf, EventTypes } from '../../../domain/modelling/aggregate.ts';
import { holdsPersonalData } from '../../../domain/modelling/personal.ts';
import type { Take } from '../../feed/deliver-by-stream.ts';
import type { NewCache } from '../../streams/cache.ts';
import { firstVersionOf } from '../../streams/commit.ts';
import type { StoredRecord } from '../../streams/event-codec.ts';
import type { EventStore } from '../../streams/event-store.ts';
import { continuationOf, lastVersionOf } from '../fold-commits.ts';
import type { Stored, StoredContributions } from './stored-contributions.ts';
import { nothingContributed, type StreamContributions } from './stream-contributions.ts';

/** How the streams of one category contribute. */
export interface ContributingSource<Types extends EventTypes, Folded extends object, Value> {
  /** What they contribute to, as an error names it: `sales-by-day`. */
  readonly name: string;
  readonly source: { readonly category: string; readonly events: Types };
  /** What a stream contributes after one more event. */
  readonly fold: (
    before: StreamContributions<Folded, Value>,
    recorded: StoredRecord<EventOf<Types>>,
  ) => StreamContributions<Folded, Value>;
}

/** The ports of {@link contributing}. */
export interface Contributing<Value> {
  readonly eventStore: Pick<EventStore, 'read'>;
  readonly stored: StoredContributions<Value>;
  readonly newCache: NewCache;
}

/** Another process may store a contribution of the same stream in between. After this many conflicts the batch is retried. */
const maximumRaces = 5;

/** What this process remembers of a stream. The next save proves that it is current. */
interface Remembered<Folded, Value> {
  readonly stream: StreamContributions<Folded, Value>;
  readonly stored: Stored<Value>;
}

/**
 * Keeps stored what the streams of one category contribute. It is calculated from all events of a stream, and stored under the
 * etag of its last contribution: so it counts once, whatever is repeated, comes late or fails half-way. A stream that this
 * process remembers costs one transaction for each place that changes, and none where nothing changes. What moves to another
 * place is taken out of the old one first.
 */
export const contributing = <Types extends EventTypes, Folded extends object, Value>(
  { name, source, fold }: ContributingSource<Types, Folded, Value>,
  { eventStore, stored: { read, save }, newCache }: Contributing<Value>,
): Take => {
  const continuation = continuationOf(eventStore);
  const memory = newCache<Remembered<Folded, Value>>({ sizeOf, isPersonal: holdsPersonalData(source.events) });

  const bringUpToDate = async (...[streamId, commits, decode]: Parameters<Take>) => {
    const remembered = memory.get(streamId);
    const start = remembered?.stream ?? nothingContributed;
    if (start.version >= lastVersionOf(commits) && remembered !== undefined) return remembered;
    const fresh = await continuation(start.version, streamId, commits);
    const stream = decode(source.events, fresh).reduce<StreamContributions<Folded, Value>>(fold, start);
    // A stream that begins here has most likely contributed nothing yet: the first save proves it.
    const begins = commits[0] !== undefined && firstVersionOf(commits[0]) === 1;
    const stored: Stored<Value> = remembered?.stored ?? (begins ? new Map() : await read(stream, streamId));
    return { stream, stored };
  };

  const store = async (streamId: StreamId, { stream, stored }: Remembered<Folded, Value>) => {
    const saved = await save(streamId, stream, stored);
    if (saved === 'conflict') return saved;
    memory.set(streamId, { stream, stored: saved });
    return saved === stored ? 'alreadyApplied' : 'applied';
  };

  return async (streamId, commits, decode) => {
    if (commits[0]?.category !== source.category) return 'notApplicable';
    let next = await bringUpToDate(streamId, commits, decode);
    if (next.stream.places.size === 0) return 'notApplicable';
    for (let race = 0; race < maximumRaces; race += 1) {
      const outcome = await store(streamId, next);
      if (outcome !== 'conflict') return outcome;
      next = { ...next, stored: await read(next.stream, streamId) };
    }
    throw new Error(`What ${streamId} adds to ${name} was changed by others ${maximumRaces} times in a row.`);
  };
};

const bytesOfPlace = 400;

const sizeOf = ({ stream }: Remembered<object, unknown>): number =>
  JSON.stringify(stream.folded ?? null).length * 2 + stream.places.size * bytesOfPlace;
