import type { StreamId } from '../../../domain/modelling/ids.ts';
import type { Log } from '../../../domain/modelling/log.ts';
import { inParallel } from '../../in-parallel.ts';
import type { PersonalKeys } from '../../privacy/personal-keys.ts';
import { streamIdSchema } from '../../streams/commit.ts';
import type { EventStore } from '../../streams/event-store.ts';
import { Undeliverable } from '../../undeliverable.ts';
import type { AuditedEntry, AuditedView, Compared } from '../audit/audit.ts';
import { comparing, unreadable, type Comparing, type Look } from '../audit/audit-look.ts';
import { entryComparison } from './audited-entries.ts';
import { entriesAfresh } from './entries-afresh.ts';
import { logKey, type LogDocument } from './log-document.ts';
import type { DocumentKey, ReadModel } from '../read-model.ts';
import { sealedEntries } from './sealed-entries.ts';

/** The ports of an audit of a log. */
export interface AuditingLog extends Omit<Comparing, 'name'> {
  /** Decrypts, as that of the subscriber does. */
  readonly eventStore: Pick<EventStore, 'read'>;
  readonly readModel: ReadModel<LogDocument>;
  readonly keys: Pick<PersonalKeys, 'toSeal' | 'toOpen'>;
}

/** How many entries of one stream are compared at the same time. */
const entriesAtOnce = 8;

/**
 * Compares entries with the events that they are about: also those that are missing, and those of no event. Differences name fields,
 * never values. Remembers the place of each entry that was compared, some 100 bytes.
 */
export const auditedLog = <Entry extends object>(
  log: Log<Entry>,
  { eventStore, readModel, keys, ...auditing }: AuditingLog,
): AuditedView => {
  const { name, sources } = log;
  const compare = comparing({ name, ...auditing });
  const compared = new Set<string>();
  const foldAfresh = entriesAfresh(log, eventStore);
  const comparison = entryComparison(log, keys);
  const sealed = sealedEntries(log, keys);
  type Fresh = Awaited<ReturnType<typeof foldAfresh>>['folded'][number];

  const lookAt = async (streamId: StreamId, fresh: Fresh): Promise<Look> => {
    const found = await readModel.find(logKey(log, { streamId, version: fresh.version }, fresh.entry));
    const write = async () => {
      const { key, document } = await sealed(streamId, fresh);
      return (await readModel.save(key, document, found?.etag)) !== 'conflict';
    };
    return { ...(await comparison(streamId, fresh, found)), recordedAt: fresh.recordedAt, write };
  };

  const compareFresh = (streamId: StreamId, fresh: Fresh, repairs: boolean): Promise<Compared> => {
    compared.add(placeOf(logKey(log, { streamId, version: fresh.version }, fresh.entry)));
    return unlessUndeliverable(() => compare(streamId, repairs, () => lookAt(streamId, fresh)));
  };

  const checkStream = async (streamId: StreamId, repairs: boolean): Promise<readonly Compared[]> => {
    const { folded, failure } = await foldAfresh(streamId);
    if (failure !== undefined) return [await compare(streamId, repairs, async () => unreadable(failure))];
    return inParallel(entriesAtOnce, folded, (fresh) => compareFresh(streamId, fresh, repairs));
  };

  /** The event says where its entry lies, or that there is none. */
  const lookForStray = async (key: DocumentKey): Promise<Look> => {
    const { streamId, version } = eventOf(key);
    const { folded, failure } = streamId === undefined ? noStream : await foldAfresh(streamId);
    if (failure !== undefined) return unreadable(failure);
    const fresh = folded.find((each) => each.version === version);
    if (streamId !== undefined && fresh && placeOf(logKey(log, { streamId, version }, fresh.entry)) === placeOf(key))
      return lookAt(streamId, fresh);
    const found = await readModel.find(key);
    const difference = `The entry ${key.id} lies where no event has put it.`;
    if (found === undefined) return { fit: 'right', difference };
    return { fit: 'ahead', difference, write: async () => (await readModel.remove(key, found.etag)) === 'removed' };
  };

  const compareStored = async (key: DocumentKey, repairs: boolean): Promise<readonly Compared[]> => {
    if (compared.has(placeOf(key))) return ['right'];
    const { streamId = key.id } = eventOf(key);
    return [await unlessUndeliverable(() => compare(streamId, repairs, () => lookForStray(key)))];
  };

  return {
    name,
    categories: sources.map(({ category }) => category),
    isEveryEntryChecked: false,
    checkStream,
    async *entries() {
      for await (const keys of readModel.keys())
        yield keys.map(
          (key): AuditedEntry =>
            (repairs) =>
              compareStored(key, repairs),
        );
    },
  };
};

const placeOf = ({ id, partition }: DocumentKey): string => JSON.stringify([id, partition]);

const noStream = { folded: [], failure: undefined };

/** The event that an entry of this id is about. */
const eventOf = ({ id }: DocumentKey): { readonly streamId: StreamId | undefined; readonly version: number } => {
  const end = id.lastIndexOf(':');
  return { streamId: streamIdSchema.safeParse(id.slice(0, Math.max(0, end))).data, version: Number(id.slice(end + 1)) };
};

/** What cannot be stored is named, and the others are compared. */
const unlessUndeliverable = async (compare: () => Promise<Compared>): Promise<Compared> => {
  try {
    return await compare();
  } catch (error) {
    if (error instanceof Undeliverable) return { difference: error.message, isRepaired: false };
    throw error;
  }
};
