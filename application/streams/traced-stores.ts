import type { EventStore } from './event-store.ts';
import type { StreamSources } from './load-stream.ts';
import type { SnapshotStore } from './snapshot-store.ts';
import type { Tracing } from '../tracing.ts';

/** Wraps the stores so that each use is a span. */
export const tracedSources = (sources: StreamSources, tracing: Tracing): StreamSources => ({
  ...sources,
  eventStore: tracedEventStore(sources.eventStore, tracing),
  snapshots: tracedSnapshots(sources.snapshots, tracing),
});

const tracedEventStore = (eventStore: EventStore, tracing: Tracing): EventStore => ({
  read: (streamId, after = 0, before) =>
    tracing.span({ name: 'load', facts: { streamId, after } }, async (span) => {
      const commits = await eventStore.read(streamId, after, before);
      span.addFacts({ commits: commits.length });
      return commits;
    }),
  readNewest: (streamId, atMost) =>
    tracing.span({ name: 'load', facts: { streamId } }, async (span) => {
      const commits = await eventStore.readNewest(streamId, atMost);
      span.addFacts({ commits: commits.length, version: commits.at(-1)?.version ?? 0 });
      return commits;
    }),
  hasNext: (head) =>
    tracing.span({ name: 'confirm', facts: { streamId: head.streamId, version: head.version } }, async (span) => {
      const hasNext = await eventStore.hasNext(head);
      span.addFacts({ current: !hasNext });
      return hasNext;
    }),
  findByCommands: (streamId, commandIds) =>
    tracing.span({ name: 'find commands', facts: { streamId, commands: commandIds.length } }, async (span) => {
      const found = await eventStore.findByCommands(streamId, commandIds);
      span.addFacts({ found: found.length });
      return found;
    }),
  append: (head, ...commits) =>
    tracing.span({ name: 'append', facts: { streamId: head.streamId } }, async (span) => {
      const written = await eventStore.append(head, ...commits);
      const taken = written.outcome === 'appended' ? written.commits.length : commits.length;
      const events = commits.slice(0, taken).flatMap((commit) => commit.events);
      span.addFacts({ outcome: written.outcome, version: head.version + events.length });
      if (taken > 1) span.addFacts({ commits: taken });
      return written;
    }),
});

const tracedSnapshots = (snapshots: SnapshotStore, tracing: Tracing): SnapshotStore => ({
  find: (streamId) =>
    tracing.span({ name: 'load snapshot', facts: { streamId } }, async (span) => {
      const found = await snapshots.find(streamId);
      span.addFacts({ version: found?.version ?? 0 });
      return found;
    }),
  save: (snapshot) => {
    const { streamId, version } = snapshot;
    return tracing.span({ name: 'keep snapshot', facts: { streamId, version } }, () => snapshots.save(snapshot));
  },
});
