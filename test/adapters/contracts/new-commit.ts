import type { StreamId } from '../../../domain/modelling/ids.ts';
import { commitSchema } from '../../../application/streams/commit.ts';
import type { EventStore, NewCommit } from '../../../application/streams/event-store.ts';
import { StreamHead } from '../../../application/streams/stream-head.ts';

/** A commit of these events, asked for under this command id. */
export const newCommit = (commandId: string, ...types: readonly [string, ...string[]]): NewCommit => {
  const [first, ...others] = types;
  const eventOf = (type: string) => ({ type, schemaVersion: 1, data: { note: `${type} of ${commandId}` } });
  return {
    category: 'order',
    events: [eventOf(first), ...others.map(eventOf)],
    recordedAt: '2026-11-21T09:00:00.000Z',
    actor: 'bob',
    commandId,
    correlationId: 'correlation-1',
    causationId: null,
    traceparent: null,
  };
};

/** A commit whose JSON is about this many bytes of UTF-8. */
export const commitOfBytes = (commandId: string, bytes: number, letter = 'x'): NewCommit => ({
  ...newCommit(commandId, 'NoteTaken'),
  events: [{ type: 'NoteTaken', schemaVersion: 1, data: { note: letter.repeat(bytes / Buffer.byteLength(letter)) } }],
});

/** The head of a stream as it is now. */
export const headOf = async (eventStore: EventStore, streamId: StreamId): Promise<StreamHead> =>
  StreamHead.beforeFirst(streamId).after(await eventStore.read(streamId));

/** The head of a stream that has come as far as this version, as if it had been read. */
export const headAt = (streamId: StreamId, version: number): StreamHead =>
  version === 0
    ? StreamHead.beforeFirst(streamId)
    : StreamHead.behind(commitSchema.parse({ ...newCommit(`${version}`, 'NoteTaken'), streamId, version }));

/** Appends commits one behind the other, and answers the head behind the last. Throws when one is refused. */
export const appendAll = async (
  eventStore: EventStore,
  streamId: StreamId,
  commits: readonly NewCommit[],
): Promise<StreamHead> => {
  let head = await headOf(eventStore, streamId);
  for (const commit of commits) {
    const answer = await eventStore.append(head, commit);
    if (answer.outcome !== 'appended') throw new Error(`${commit.commandId}: ${answer.outcome}`);
    head = head.after(answer.commits);
  }
  return head;
};
