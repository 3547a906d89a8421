import type { NamedStream } from '../../domain/modelling/ids.ts';
import { z } from 'zod';
import type { StoredWait, WaitingMessages } from '../../application/consumers/waiting-messages.ts';
import type { WaitingStream } from '../../application/consumers/waiting-stream.ts';
import { documentIdFor } from '../document-id.ts';
import { jsonCopy } from '../stored-json.ts';
import { ordered, sortedPage, type Sorting } from './sorted-page.ts';

/** Waiting messages that are forgotten on restart. */
export const inMemoryWaitingMessages = (): WaitingMessages => {
  const stored = new Map<string, StoredWait>();
  let revisions = 0;
  const streams = (): readonly WaitingStream[] => [...stored.values()].map(({ stream }) => stream);
  const keep = (stream: WaitingStream): 'done' => {
    stored.set(stream.streamId, { stream: jsonCopy(stream), revision: String((revisions += 1)) });
    return 'done';
  };
  const isAt = (streamId: NamedStream, revision: string): boolean => stored.get(streamId)?.revision === revision;

  return {
    any: async () => stored.size > 0,
    find: async (streamId) => {
      const found = stored.get(streamId);
      return found && { ...found, stream: jsonCopy(found.stream) };
    },
    add: async (stream) => (stored.has(stream.streamId) ? 'changed' : keep(stream)),
    replace: async (stream, revision) => (isAt(stream.streamId, revision) ? keep(stream) : 'changed'),
    remove: async (streamId, revision) => {
      if (!isAt(streamId, revision)) return 'changed';
      stored.delete(streamId);
      return 'done';
    },
    due: async (now, atMost) =>
      streams()
        .filter(({ state, nextTryAt }) => state === 'waiting' && nextTryAt <= now)
        .sort((one, other) => ordered(one.nextTryAt, other.nextTryAt))
        .slice(0, atMost)
        .map(({ streamId }) => streamId),
    list: async (request) => sortedPage(streams().map(jsonCopy), byAge, { ...request, partition: undefined }),
    summary: async () => {
      const tried = streams().filter(({ state }) => state === 'waiting');
      const since = tried.map(({ waitingSince }) => waitingSince).toSorted(ordered);
      return { waiting: tried.length, quarantined: stored.size - tried.length, oldestSince: since[0] ?? null };
    },
  };
};

const place = z.tuple([z.string(), z.string()]).readonly();

/** The longest wait first. */
const byAge: Sorting<WaitingStream, z.infer<typeof place>> = {
  schema: place,
  placeOf: ({ waitingSince, streamId }) => [waitingSince, documentIdFor(streamId)],
  compare: (one, other) => ordered(one[0], other[0]) || ordered(one[1], other[1]),
};
