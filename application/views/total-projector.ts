import type { EventTypes } from '../../domain/modelling/aggregate.ts';
import type { Total } from '../../domain/modelling/total.ts';
import { holdsPersonalData } from '../../domain/modelling/personal.ts';
import { deliverByStream, type Delivery, type Take } from '../feed/deliver-by-stream.ts';
import type { Subscriber } from '../feed/subscriber.ts';
import type { NewCache } from '../streams/cache.ts';
import { firstVersionOf } from '../streams/commit.ts';
import type { EventStore } from '../streams/event-store.ts';
import type { Contributions } from './contributions.ts';
import { continuationOf, lastVersionOf, namingFailures } from './fold-commits.ts';
import { storedContributions, type Stored } from './stored-contributions.ts';
import { contributionsAfter, nothingContributed, type StreamContributions } from './stream-contributions.ts';

/** The ports of the projector of a total. */
export interface Totalling<Row> extends Delivery {
  readonly eventStore: Pick<EventStore, 'read'>;
  readonly contributions: Contributions<Row>;
  readonly newCache: NewCache;
}

/** Another process may store a contribution of the same stream in between. After this many conflicts the batch is retried. */
const maximumRaces = 5;

/** What this process remembers of a stream. The next save proves that it is current. */
interface Remembered<Folded> {
  readonly stream: StreamContributions<Folded>;
  readonly stored: Stored;
}

/**
 * Keeps one total up to date. What a stream contributes is calculated from all its events, and stored with the change of the
 * total in one transaction under the etag of the stream's last contribution: so it counts once, whatever is repeated, comes late
 * or fails half-way. A stream that this process remembers costs one transaction for each total that changes, and none where nothing
 * changes. When rows move to another key, they are taken out of the old total before they are added to the new one.
 */
export const totalProjector = <Types extends EventTypes, Folded extends object, Row extends object>(
  total: Total<Types, Folded, Row>,
  { eventStore, contributions, newCache, ...delivery }: Totalling<Row>,
): Subscriber => {
  const { name, source } = total;
  const fold = namingFailures(`The total ${name} cannot add up`, contributionsAfter(total));
  const continuation = continuationOf(eventStore);
  const { read, save } = storedContributions({ eventStore, contributions });
  const memory = newCache<Remembered<Folded>>({ sizeOf, isPersonal: holdsPersonalData(source.events) });

  const bringUpToDate = async (...[streamId, commits, decode]: Parameters<Take>): Promise<Remembered<Folded>> => {
    const remembered = memory.get(streamId);
    const start = remembered?.stream ?? nothingContributed;
    if (start.version >= lastVersionOf(commits) && remembered !== undefined) return remembered;
    const fresh = await continuation(start.version, streamId, commits);
    const stream = decode(source.events, fresh).reduce(fold, start);
    // A stream that begins here has most likely contributed nothing yet: the first save proves it.
    const begins = commits[0] !== undefined && firstVersionOf(commits[0]) === 1;
    const stored = remembered?.stored ?? (begins ? new Map() : await read(stream, streamId));
    return { stream, stored };
  };

  const store = async (streamId: string, { stream, stored }: Remembered<Folded>) => {
    const saved = await save(streamId, stream, stored);
    if (saved === 'conflict') return saved;
    memory.set(streamId, { stream, stored: saved });
    return saved === stored ? 'alreadyApplied' : 'applied';
  };

  const take: Take = async (streamId, commits, decode) => {
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

  return { name, deliver: (delivered, by) => deliverByStream(name, { ...delivery, by }, delivered, take) };
};

const bytesOfPlace = 400;

const sizeOf = ({ stream }: Remembered<object>): number =>
  JSON.stringify(stream.folded ?? null).length * 2 + stream.places.size * bytesOfPlace;
