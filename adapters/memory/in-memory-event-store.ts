import { commitSchema, type Commit } from '../../application/commit.ts';
import type { EventStore } from '../../application/event-store.ts';
import { commitDocument, nextDocumentId, type CommitDocument } from '../commit-document.ts';

/** An event store that forgets on restart, and lets specs see what the change feed would deliver. */
export interface InMemoryEventStore extends EventStore {
  /** All commits of all streams in the order of their appends, as documents of the change feed. */
  feed(): readonly unknown[];
}

/** An empty event store. Commits are kept as JSON, so nothing that a caller holds is shared with it. */
export const inMemoryEventStore = (): InMemoryEventStore => {
  const feed: string[] = [];
  const streams = new Map<string, Map<string, string>>();

  const commitsOf = (streamId: string): readonly Commit[] =>
    [...(streams.get(streamId)?.values() ?? [])].map((json) => commitSchema.parse(JSON.parse(json)));

  const store = (document: CommitDocument): void => {
    const json = JSON.stringify(document);
    const stream = streams.get(document.streamId) ?? new Map<string, string>();
    streams.set(document.streamId, stream.set(document.id, json));
    feed.push(json);
  };

  return {
    read: async (streamId, after = 0, before = Infinity) =>
      commitsOf(streamId).filter(({ version }) => version > after && version < before),

    readNewest: async (streamId, atMost) => commitsOf(streamId).slice(-atMost),

    append: async (head, commit) => {
      const document = commitDocument(head, commit);
      const stored = streams.get(document.streamId)?.get(document.id);
      if (stored === undefined) store(document);
      const there = commitSchema.parse(stored === undefined ? document : JSON.parse(stored));
      return there.commandId === commit.commandId
        ? { outcome: 'appended', commit: there }
        : { outcome: 'conflict', next: there };
    },

    hasNext: async (head) => streams.get(head.streamId)?.has(nextDocumentId(head)) ?? false,

    feed: () => feed.map((json): unknown => JSON.parse(json)),
  };
};
