import type { CommandId, NamedStream, StreamId } from '../../domain/modelling/ids.ts';
import { commitSchema, type Commit } from '../../application/streams/commit.ts';
import type { EventStore } from '../../application/streams/event-store.ts';
import type { RestoreTarget, StoredHistory } from '../../application/streams/stored-history.ts';
import { commitDocuments, commitsIn, nextDocumentId, placeOf } from '../commit-document.ts';
import { readCommit } from '../stored-commit.ts';

/** An event store that forgets on restart, and lets specs see what the change feed would deliver. */
export interface InMemoryEventStore extends EventStore, StoredHistory, RestoreTarget {
  /** All commits of all streams in the order of their appends, as documents of the change feed; without the first so many. */
  feed(from?: number): readonly unknown[];
}

/** The JSON of each commit of a stream, by its id. */
type Stream = ReadonlyMap<string, string>;

/** An empty event store. Commits are kept as JSON, so nothing that a caller holds is shared with it. */
export const inMemoryEventStore = (): InMemoryEventStore => {
  const feed: string[] = [];
  const streams = new Map<string, Map<string, string>>();
  let isBeingFilled = false;

  const commitsOf = (streamId: StreamId, pick: (stream: Stream) => readonly string[]): readonly Commit[] =>
    parsed(pick(streams.get(streamId) ?? new Map())).map((document) => readCommit(streamId, document));

  const keep = (streamId: NamedStream, id: string, json: string): void => {
    const stream = streams.get(streamId) ?? new Map<string, string>();
    streams.set(streamId, stream.set(id, json));
    feed.push(json);
  };

  return {
    read: async (streamId, after = 0, before = Infinity) =>
      commitsOf(streamId, behind(after)).filter(({ version }) => version > after && version < before),

    readNewest: async (streamId, atMost) => commitsOf(streamId, (stream) => [...stream.values()].slice(-atMost)),

    findByCommands: async (streamId, commandIds) =>
      commitsOf(streamId, naming(commandIds)).filter(({ commandId }) => commandIds.includes(commandId)),

    append: async (head, ...commits) => {
      const documents = commitDocuments(head, commits);
      const [{ streamId, id, commandId }] = documents;
      const stored = streams.get(streamId)?.get(id);
      if (stored === undefined) {
        for (const document of documents) keep(streamId, document.id, JSON.stringify(document));
        return { outcome: 'appended', commits: commitsIn(documents) };
      }
      const there = readCommit(streamId, JSON.parse(stored));
      return there.commandId === commandId
        ? { outcome: 'repeated', commit: there }
        : { outcome: 'conflict', next: there };
    },

    hasNext: async (head) => streams.get(head.streamId)?.has(nextDocumentId(head)) ?? false,

    ofStream: async (streamId) => documentsOf(streams.get(streamId)),

    ofCommit: async (streamId, version) =>
      documentsOf(streams.get(streamId)).find((document) => versioned.parse(document).version === version),

    async *pages() {
      yield parsed(feed);
    },

    begin: async () => {
      if (isBeingFilled) return 'resumed';
      if (feed.length > 0) return 'refused';
      isBeingFilled = true;
      return 'begun';
    },

    put: async (document) => {
      const { streamId, id } = placeOf(document);
      const json = JSON.stringify(document);
      const stored = streams.get(streamId)?.get(id);
      if (stored === undefined) keep(streamId, id, json);
      return stored === undefined ? 'stored' : stored === json ? 'there' : 'different';
    },

    end: async () => {
      isBeingFilled = false;
    },

    feed: (from = 0) => parsed(feed.slice(from)),
  };
};

const versioned = commitSchema.pick({ version: true });

/** Without the lines that end at this version or before it, as the id of the next one tells. To parse a long stream takes long. */
const behind =
  (version: number) =>
  (stream: Stream): readonly string[] => {
    const ids = [...stream.keys()];
    const next = nextDocumentId({ version });
    return [...stream.values()].filter((_, index) => (ids[index + 1] ?? '~') > next);
  };

/** The lines in which one of these ids stands. */
const naming =
  (commandIds: readonly CommandId[]) =>
  (stream: Stream): readonly string[] => {
    const quoted = commandIds.map((commandId) => JSON.stringify(commandId));
    return [...stream.values()].filter((json) => quoted.some((each) => json.includes(each)));
  };

const parsed = (lines: Iterable<string>): readonly unknown[] => [...lines].map((json): unknown => JSON.parse(json));

const documentsOf = (stream: Stream | undefined): readonly unknown[] => parsed(stream?.values() ?? []);
