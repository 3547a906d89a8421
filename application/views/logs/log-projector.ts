import type { StreamId } from '../../../domain/modelling/ids.ts';
import type { EventTypes } from '../../../domain/modelling/aggregate.ts';
import type { Log, LogSourceDeclaration } from '../../../domain/modelling/log.ts';
import { holdsPersonalData } from '../../../domain/modelling/personal.ts';
import { deliverByStream, type Delivery, type Take } from '../../feed/deliver-by-stream.ts';
import type { DeliveryOutcome, Subscriber } from '../../feed/subscriber.ts';
import { inParallel } from '../../in-parallel.ts';
import type { PersonalKeys } from '../../privacy/personal-keys.ts';
import type { NewCache } from '../../streams/cache.ts';
import { firstVersionOf, type Commit } from '../../streams/commit.ts';
import type { EventStore } from '../../streams/event-store.ts';
import { continuationOf, lastVersionOf } from '../fold-commits.ts';
import type { LogDocument } from './log-document.ts';
import { loggingInto, nothingLogged, type LoggedStream, type NewEntry } from './log-entries.ts';
import type { ReadModel } from '../read-model.ts';
import { sealedEntries } from './sealed-entries.ts';

/** The ports of the subscriber of a log. */
export interface Logging extends Delivery {
  readonly eventStore: Pick<EventStore, 'read'>;
  readonly readModel: Pick<ReadModel<LogDocument>, 'save'>;
  readonly keys: Pick<PersonalKeys, 'toSeal'>;
  readonly newCache: NewCache;
}

/** How many entries of one stream are stored at the same time. */
const entriesAtOnce = 16;

/** The most that is remembered of one source. */
const maximumBytes = 16 * 1024 * 1024;

/**
 * Keeps one log. The document of an event is created once and never changed, so a repeated, late or competing delivery finds it there:
 * one request an entry, and none to read, where this process remembers what was before in the stream or the log does not ask. Else the
 * stream is read, and a gap behind what is remembered is filled.
 */
export const logProjector = <Entry extends object>(
  log: Log<Entry>,
  { eventStore, readModel, keys, newCache, ...delivery }: Logging,
): Subscriber => {
  const { name } = log;
  const sealed = sealedEntries(log, keys);
  const continuation = continuationOf(eventStore);

  const save = async (streamId: StreamId, fresh: NewEntry<Entry>) => {
    const { key, document } = await sealed(streamId, fresh);
    return readModel.save(key, document, undefined);
  };

  const takerOf = <Types extends EventTypes, Folded extends object>(
    source: LogSourceDeclaration<Types, Folded, Entry>,
  ): Take => {
    const { events } = source.source;
    const isPersonal = holdsPersonalData(events);
    const memory = newCache<LoggedStream<Folded, Entry>>({ sizeOf, isPersonal, maximumBytes });

    return async (streamId, commits, decode) => {
      const from = beginOf(commits);
      const known = source.fold === undefined ? { ...nothingLogged, version: from - 1 } : memory.get(streamId);
      const start = known !== undefined && known.version < from ? known : nothingLogged;
      // No further than delivered: what comes next is then delivered behind what is remembered.
      const fresh = decode(events, await continuation(start.version, streamId, commits, lastVersionOf(commits)));
      // What is remembered was stored; where nothing is, what lies before this delivery was stored with it.
      const logOne = loggingInto(name, source, start === nothingLogged ? from : start.version + 1);
      const { entries, ...end } = fresh.reduce(logOne, start);
      const saved = await inParallel(entriesAtOnce, entries, (each) => save(streamId, each));
      const isNewest = end.version >= (memory.get(streamId)?.version ?? 0);
      if (source.fold !== undefined && isNewest) memory.set(streamId, { ...end, entries: [] });
      return outcomeOf(saved);
    };
  };

  const takers = new Map(log.sources.map((source) => [source.category, source.withTypes(takerOf)]));
  const take: Take = async (...delivered) =>
    takers.get(delivered[1][0]?.category ?? '')?.(...delivered) ?? 'notApplicable';

  return { name, deliver: (delivered, by) => deliverByStream(name, { ...delivery, by }, delivered, take) };
};

const beginOf = ([first]: readonly Commit[]): number => (first === undefined ? 1 : firstVersionOf(first));

const outcomeOf = (saved: readonly unknown[]): DeliveryOutcome => {
  if (saved.length === 0) return 'notApplicable';
  return saved.every((each) => each === 'conflict') ? 'alreadyApplied' : 'applied';
};

const bytesOfEntry = 200;

const sizeOf = ({ folded }: LoggedStream<object, object>): number =>
  bytesOfEntry + 2 * JSON.stringify(folded ?? null).length;
