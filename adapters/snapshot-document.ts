import { createHash } from 'node:crypto';
import { z } from 'zod';
import { snapshotSchema, type NewSnapshot, type Snapshot } from '../application/streams/snapshot-store.ts';
import { bytesOf, maximumDocumentBytes } from './document-size.ts';

/** The id of every snapshot: there is one in the partition of each stream. */
export const snapshotId = 'snapshot';

/** A snapshot as a store keeps it: as text, with a digest of the text, so that what comes back is what was saved, or nothing. */
const snapshotDocument = z.object({ content: z.string(), digest: z.string() });

/** The document that keeps a snapshot; undefined when none can hold it. Throws when it is personal and was not sealed. */
export const documentOfSnapshot = ({ isPersonal = false, ...snapshot }: NewSnapshot) => {
  if (isPersonal) throw new Error(`The snapshot of ${snapshot.streamId} holds personal data that is not sealed.`);
  const content = JSON.stringify(snapshot);
  const { streamId, version } = snapshot;
  const document = { id: snapshotId, streamId, version, content, digest: digestOf(content) };
  return bytesOf(document) > maximumDocumentBytes ? undefined : document;
};

/** The snapshot that a document keeps; undefined when it is spoiled, another stream's, or none. */
export const snapshotIn = (streamId: string, document: unknown): Snapshot | undefined => {
  const kept = snapshotDocument.safeParse(document).data;
  if (kept?.digest !== digestOf(kept?.content ?? '')) return undefined;
  const snapshot = snapshotSchema.safeParse(JSON.parse(kept.content)).data;
  return snapshot?.streamId === streamId ? snapshot : undefined;
};

const digestOf = (content: string): string => createHash('sha256').update(content).digest('base64url');
