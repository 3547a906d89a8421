import { z } from 'zod';
import type { ParkedCommit } from '../../application/feed/parking-lot.ts';
import { documentIdFor } from '../document-id.ts';
import { bytesOf, maximumDocumentBytes } from '../stored-json.ts';

/** The document under which a parked commit is kept. */
export const documentOf = (parked: ParkedCommit) => ({ id: documentIdFor(parked.streamId), ...fitting(parked) });

const damagedDocument = z
  .object({ id: z.string(), subscriber: z.string(), streamId: z.string(), _ts: z.number() })
  .refine(({ id, streamId }) => id === documentIdFor(streamId));

/** A damaged parked document also makes its stream wait, as long as it has the stream's id. */
export const waitingIn = (document: unknown): readonly ParkedCommit[] => {
  const parsed = damagedDocument.safeParse(document);
  if (!parsed.success) return [];
  const { subscriber, streamId, _ts } = parsed.data;
  const parkedAt = new Date(_ts * 1_000).toISOString();
  return [{ subscriber, streamId, reason: 'The parked document itself is damaged.', parkedAt, document }];
};

/** The longest reason that is stored, in characters. */
const longestReason = 10_000;

/** A commit close to the size limit leaves no room for the reason: then only its position is stored here. */
const fitting = (parked: ParkedCommit): ParkedCommit => {
  if (bytesOf(parked) < maximumDocumentBytes) return parked;
  const { id } = named.safeParse(parked.document).data ?? {};
  const document = {
    id,
    streamId: parked.streamId,
    note: 'The document is too large to be kept here. See its container.',
  };
  return { ...parked, reason: parked.reason.slice(0, longestReason), document };
};

const named = z.object({ id: z.string().optional() });
