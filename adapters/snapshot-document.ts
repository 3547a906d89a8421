import type { StreamId } from '../domain/modelling/ids.ts';
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { snapshotSchema, type NewSnapshot, type Snapshot } from '../application/streams/snapshot-store.ts';
import { bytesOf, maximumDocumentBytes } from './stored-json.ts';

/** The id of every snapshot: there is one in the partition of each stream. */
export const snapshotId = 'snapshot';

/** A snapshot as it is stored: as text with a digest of the text, so that a changed snapshot is ignored. */
const snapshotDocument = z.object({ content: z.string(), digest: z.string() });

/** Makes the document of a snapshot; undefined when it is too large for one. Throws when it is personal and not sealed. */
export const documentOfSnapshot = ({ isPersonal = false, ...snapshot }: NewSnapshot) => {
  if (isPersonal) throw new Error(`The snapshot of ${snapshot.streamId} holds personal data that is not sealed.`);
  const content = JSON.stringify(snapshot);
  const { streamId, version } = snapshot;
  const document = { id: snapshotId, streamId, version, content, digest: digestOf(content) };
  return bytesOf(document) > maximumDocumentBytes ? undefined : document;
};

/** Reads the snapshot in a document; undefined when it is damaged, belongs to another stream, or is no snapshot. */
export const snapshotIn = (streamId: StreamId, document: unknown): Snapshot | undefined => {
  const kept = snapshotDocument.safeParse(document).data;
  if (kept?.digest !== digestOf(kept?.content ?? '')) return undefined;
  const snapshot = snapshotSchema.safeParse(JSON.parse(kept.content)).data;
  return snapshot?.streamId === streamId ? snapshot : undefined;
};

const digestOf = (content: string): string => createHash('sha256').update(content).digest('base64url');
