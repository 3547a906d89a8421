import { z } from 'zod';
import type { Commit, StoredEvent } from '../application/streams/commit.ts';
import { CommitTooLarge, UnusableStreamId, type NewCommit, type NewEvent } from '../application/streams/event-store.ts';
import type { StreamHead } from '../application/streams/stream-head.ts';
import { bytesOf, depthOf, maximumDocumentBytes, maximumDocumentDepth } from './document-size.ts';

/**
 * A commit as a store keeps it. The storage format: its id is the version of its first event, so that two writers who start
 * from the same version want the same id, and only one can have it.
 */
export interface CommitDocument extends Commit {
  readonly id: string;
}

/** The most events of one commit: each is a message of its own, and one batch of the broker should hold them. */
const maximumEvents = 1_000;

/**
 * What a stream may be called. Views keep the entity's id as a document's, in which Cosmos DB forbids / \ ? #, and messages
 * have the stream as session and, with a version behind it, as id: at most 128 characters each (Service Bus quotas).
 */
const usable = /^[^\p{Cc}/\\?#]{1,100}$/u;

/**
 * The document that appends a commit behind a head. The position comes from the head alone: a version that a caller claims
 * to have seen never becomes an id. Throws {@link CommitTooLarge} and {@link UnusableStreamId}.
 */
export const commitDocument = (head: StreamHead, { events, ...commit }: NewCommit): CommitDocument => {
  if (!usable.test(head.streamId) || !head.streamId.isWellFormed())
    throw new UnusableStreamId(`${JSON.stringify(head.streamId)} is no name for a stream.`);
  if (events.length > maximumEvents)
    throw new CommitTooLarge(`${events.length} events for ${head.streamId}; one commit holds ${maximumEvents}.`);
  const document = {
    id: nextDocumentId(head),
    streamId: head.streamId,
    category: commit.category,
    version: head.version + events.length,
    events: events.map(storable),
    recordedAt: commit.recordedAt,
    actor: commit.actor,
    commandId: commit.commandId,
    ...(commit.commandDigest === undefined ? {} : { commandDigest: commit.commandDigest }),
    correlationId: commit.correlationId,
    causationId: commit.causationId,
    traceparent: commit.traceparent,
  };
  const bytes = bytesOf(document);
  if (bytes > maximumDocumentBytes)
    throw new CommitTooLarge(
      `The ${events.length} events for ${head.streamId} are ${bytes} bytes; one commit holds ${maximumDocumentBytes}.`,
    );
  if (depthOf(document) > maximumDocumentDepth)
    throw new CommitTooLarge(
      `The events for ${head.streamId} are nested deeper than the ${maximumDocumentDepth} levels of a commit.`,
    );
  return document;
};

/** Personal data never reaches a store in plain text, whoever forgot to seal it. */
const storable = ({ personal = [], ...event }: NewEvent): StoredEvent => {
  if (personal.length > 0) throw new Error(`${event.type} holds personal data that is not sealed.`);
  return event;
};

/** The id of the commit that comes straight behind a head. 16 digits hold every integer that a number can count to. */
export const nextDocumentId = (head: StreamHead): string => String(head.version + 1).padStart(16, '0');

const place = z.object({ id: z.string(), streamId: z.string() });

/** Where a stored document lies. Throws when it has no place. */
export const placeOf = (document: unknown): Readonly<z.infer<typeof place>> => place.parse(document);
