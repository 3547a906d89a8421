import { hash } from 'node:crypto';
import { z } from 'zod';
import { hashOf, type Digest } from '../application/streams/commit-hash.ts';
import { commitSchema, type Commit, type StoredEvent } from '../application/streams/commit.ts';
import {
  CommitTooLarge,
  UnusableStreamId,
  type NewCommit,
  type NewCommits,
  type NewEvent,
} from '../application/streams/event-store.ts';
import { StreamHead } from '../application/streams/stream-head.ts';
import { bytesOf, depthOf, jsonCopy, maximumDocumentBytes, maximumDocumentDepth } from './stored-json.ts';

/**
 * A commit as it is stored. This is the storage format. Its id is the version of its first event, so two writers that start
 * from the same version use the same id, and only one of them can create it.
 */
export interface CommitDocument extends Commit {
  readonly id: string;
}

/** The digest in the hashes of commits. Part of the storage format. */
export const sha256: Digest = (text) => hash('sha256', text, 'base64url');

/** The limit of events in one commit: each becomes a message, and one batch of the broker must hold them. */
const maximumEvents = 1_000;

/**
 * The form of a stream id: a category, a hyphen and an entity. Views use the entity's id as a document id, in which Cosmos DB
 * forbids / \ ? #. Messages use the stream id as session id and, followed by a version, as message id: at most 128 characters
 * each (Service Bus quotas).
 */
const usable = /^(?=.+-.)[^\p{Cc}/\\?#]{1,100}$/su;

/**
 * Makes the document that appends a commit after a head. Position, earliest time and previous hash come from the head only: a
 * version that a caller sends never becomes an id. The same commit after the same head is the same document. Throws
 * {@link CommitTooLarge} and {@link UnusableStreamId}.
 */
export const commitDocument = (head: StreamHead, { events, ...commit }: NewCommit): CommitDocument => {
  if (!usable.test(head.streamId) || !head.streamId.isWellFormed())
    throw new UnusableStreamId(`${JSON.stringify(head.streamId)} is no name for a stream.`);
  if (events.length > maximumEvents)
    throw new CommitTooLarge(`${events.length} events for ${head.streamId}; one commit holds ${maximumEvents}.`);
  // What is hashed is what the store keeps: of a Date its text, of a function nothing.
  const document = jsonCopy({
    id: nextDocumentId(head),
    streamId: head.streamId,
    category: commit.category,
    version: head.version + events.length,
    events: events.map(storable),
    recordedAt: head.recordedNotBefore(commit.recordedAt),
    actor: commit.actor,
    commandId: commit.commandId,
    ...(commit.commandDigest === undefined ? {} : { commandDigest: commit.commandDigest }),
    correlationId: commit.correlationId,
    causationId: commit.causationId,
    traceparent: commit.traceparent,
    ...(head.hash === undefined ? {} : { previousHash: head.hash }),
  });
  const hashed = { ...document, hash: hashOf(document, sha256) };
  const bytes = bytesOf(hashed);
  if (bytes > maximumDocumentBytes)
    throw new CommitTooLarge(
      `The ${events.length} events for ${head.streamId} are ${bytes} bytes; one commit holds ${maximumDocumentBytes}.`,
    );
  if (depthOf(document) > maximumDocumentDepth)
    throw new CommitTooLarge(
      `The events for ${head.streamId} are nested deeper than the ${maximumDocumentDepth} levels of a commit.`,
    );
  return hashed;
};

/** The limits of a transaction of the store: operations, and bytes of all of them with room for what they are wrapped in. */
const mostTogether = 100;
const mostBytesTogether = 1_800_000;

/**
 * Makes the documents that append commits after a head in one transaction, one behind the other: the first of them, as many as one
 * transaction holds. Throws what {@link commitDocument} throws of the first commit; another that cannot be stored ends them.
 */
export const commitDocuments = (
  head: StreamHead,
  [first, ...others]: NewCommits,
): readonly [CommitDocument, ...CommitDocument[]] => {
  let last = commitDocument(head, first);
  let bytes = others.length === 0 ? 0 : bytesOf(last);
  const documents: [CommitDocument, ...CommitDocument[]] = [last];
  for (const commit of others.slice(0, mostTogether - 1)) {
    const next = documentIfStorable(StreamHead.behind(last), commit);
    if (next === undefined || (bytes += bytesOf(next)) > mostBytesTogether) break;
    documents.push(next);
    last = next;
  }
  return documents;
};

/** The commits in documents that were just made and stored. */
export const commitsIn = ([first, ...others]: ReturnType<typeof commitDocuments>): readonly [Commit, ...Commit[]] => [
  commitSchema.parse(first),
  ...others.map((document) => commitSchema.parse(document)),
];

const documentIfStorable = (...of: Parameters<typeof commitDocument>): CommitDocument | undefined => {
  try {
    return commitDocument(...of);
  } catch {
    return undefined; // it is refused, with the reason, once it is the first
  }
};

/** Refuses personal data in plain text, so that code that does not seal it cannot store it. */
const storable = ({ personal = [], ...event }: NewEvent): StoredEvent => {
  if (personal.length > 0) throw new Error(`${event.type} holds personal data that is not sealed.`);
  return event;
};

/** The id of the commit that comes directly after a head. 16 digits hold every safe integer. */
export const nextDocumentId = (head: Pick<StreamHead, 'version'>): string => String(head.version + 1).padStart(16, '0');

const place = z.object({ id: z.string(), streamId: z.string() });

/** The position of a stored document. Throws when it has none. */
export const placeOf = (document: unknown): Readonly<z.infer<typeof place>> => place.parse(document);
