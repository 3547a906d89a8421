import type { StreamId } from '../domain/modelling/ids.ts';
import { z } from 'zod';
import { changedMark } from '../application/feed/feed-batch.ts';
import { hashOf, integrityOf } from '../application/streams/commit-hash.ts';
import { commitSchema, type Commit } from '../application/streams/commit.ts';
import { UnreadableCommit } from '../application/streams/event-codec.ts';
import { sha256 } from './commit-document.ts';

/**
 * The commit in a stored document, with its hash: also that of a document which an older release has stored without one, so the
 * next commit covers it. A document that is not what its hash says is marked. Throws {@link UnreadableCommit}.
 */
export const readCommit = (streamId: StreamId, document: unknown): Commit => {
  const parsed = commitSchema.safeParse(document);
  if (!parsed.success) {
    const id = storedAs.safeParse(document).data?.id ?? 'without an id';
    throw new UnreadableCommit(`Document ${id} of stream ${streamId} is no commit: ${z.prettifyError(parsed.error)}`);
  }
  const hash = hashOf(document, sha256);
  const isChanged = parsed.data.hash !== undefined && parsed.data.hash !== hash;
  return { ...parsed.data, hash, ...(isChanged && { isChanged }) };
};

/** A document of the store as subscribers get it: a commit that somebody has changed is marked, so that they park it. */
export const deliverable = (document: unknown): unknown =>
  integrityOf(document, sha256) === 'changed' ? { ...(document ?? {}), ...changedMark } : document;

const storedAs = z.object({ id: z.string() });
