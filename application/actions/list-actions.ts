import type { StreamId } from '../../domain/modelling/ids.ts';
import { inParallel } from '../in-parallel.ts';
import { UnknownContinuation, type Page, type PageRequest } from '../paging.ts';
import type { EventStore } from '../streams/event-store.ts';
import { actionOf, endIdOf, recordsOf, type Action, type EndRecord, type RequestRecord } from './action.ts';
import { streamOf, type Actors } from './action-events.ts';

/** Which actions are asked for. */
export interface ActionsRequest extends PageRequest {
  readonly by: Actors;
  readonly subject?: string;
  readonly actor?: string;
  /** Those that were requested at this time or later, */
  readonly from?: string;
  /** and before this one. */
  readonly to?: string;
}

/** So many commits are read at a time, and in one request; with more to read, a page is short. */
const commitsAtOnce = 250;
const mostCommits = 2_500;
const endsAtOnce = 8;

/** What was found on the way back through a stream. */
interface Found {
  readonly requests: readonly RequestRecord[];
  /** The ends that were met, by action. */
  readonly ends: ReadonlyMap<string, EndRecord>;
  /** Where the next page goes on: before this version. 1 when nothing follows. */
  readonly before: number;
}

/**
 * Lists what was done, the newest first, from the stream itself: nothing stands between an action and its record that could be late
 * or lost. What is done meanwhile moves nothing to another page. Throws UnreadableCommit and {@link UnknownContinuation}.
 */
export const listActions =
  ({ eventStore }: { readonly eventStore: Pick<EventStore, 'read' | 'readNewest' | 'findByCommands'> }) =>
  async (request: ActionsRequest): Promise<Page<Action>> => {
    const streamId = streamOf(request.by);
    const { requests, ends, before } = await lookBack(eventStore, streamId, request);
    const items = await inParallel(endsAtOnce, requests, async (each) => {
      const { actionId } = each.requested;
      return actionOf(each, ends.get(actionId) ?? (await endOf(eventStore, streamId, actionId)));
    });
    return before > 1 ? { items, continuation: String(before) } : { items };
  };

/** The end of an action that was recorded behind the part that was read. */
const endOf = async (
  eventStore: Pick<EventStore, 'findByCommands'>,
  streamId: StreamId,
  actionId: string,
): Promise<EndRecord | undefined> => {
  const commits = await eventStore.findByCommands(streamId, [endIdOf(actionId)]);
  return recordsOf(commits).findLast((each): each is EndRecord => 'ended' in each);
};

const lookBack = async (
  eventStore: Pick<EventStore, 'read' | 'readNewest'>,
  streamId: StreamId,
  request: ActionsRequest,
): Promise<Found> => {
  const { limit, from = '' } = request;
  const requests: RequestRecord[] = [];
  const ends = new Map<string, EndRecord>();
  let before = await startOf(eventStore, streamId, request);
  for (let read = 0; read < mostCommits && before > 1; read += commitsAtOnce) {
    const after = Math.max(0, before - 1 - commitsAtOnce);
    for (const record of recordsOf(await eventStore.read(streamId, after, before)).toReversed()) {
      if (record.commit.recordedAt < from) return { requests, ends, before: 1 };
      if ('ended' in record) ends.set(record.ended.actionId, record);
      else if (isMeant(record, request)) requests.push(record);
      if (requests.length === limit) return { requests, ends, before: record.commit.version };
    }
    before = after + 1;
  }
  return { requests, ends, before };
};

const isMeant = (
  { commit, requested }: RequestRecord,
  { subject = requested.subject, actor = commit.actor }: ActionsRequest,
): boolean => requested.subject === subject && commit.actor === actor;

/** The version before which the first page begins, or the next one. */
const startOf = async (
  eventStore: Pick<EventStore, 'read' | 'readNewest'>,
  streamId: StreamId,
  { continuation, to }: ActionsRequest,
): Promise<number> => {
  const end = ((await eventStore.readNewest(streamId, 1)).at(-1)?.version ?? 0) + 1;
  if (continuation !== undefined) return versionIn(continuation, end);
  return to === undefined ? end : firstFrom(to, end, async (version) => recordedAt(eventStore, streamId, version));
};

const versionIn = (continuation: string, end: number): number => {
  const version = /^[1-9][0-9]{0,15}$/.test(continuation) ? Number(continuation) : Infinity;
  if (version > end) throw new UnknownContinuation(`The continuation ${continuation} is none of this list.`);
  return version;
};

/** The first version that was recorded at a time or later: time never goes back within a stream, so halves are enough. */
const firstFrom = async (time: string, end: number, timeOf: (version: number) => Promise<string>): Promise<number> => {
  let [low, high] = [1, end];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if ((await timeOf(middle)) < time) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** A commit that is not there was lost; the search goes on before it. */
const recordedAt = async (eventStore: Pick<EventStore, 'read'>, streamId: StreamId, version: number): Promise<string> =>
  (await eventStore.read(streamId, version - 1, version + 1)).at(0)?.recordedAt ?? '9999';
