import type { StreamId } from '../../domain/modelling/ids.ts';
import { commitSchema } from '../streams/commit.ts';

/** A commit in the archive: the stored document to the byte, and the fields that say where it belongs. */
export interface ArchivedCommit {
  readonly streamId: StreamId;
  readonly category: string;
  readonly version: number;
  readonly recordedAt: string;
  /** The document as JSON, in one line. No event schema is applied: events that this code does not know are kept too. */
  readonly text: string;
}

const place = commitSchema.pick({ streamId: true, category: true, version: true, recordedAt: true });

/** Converts a stored document to its form in the archive. Throws when the document is not a commit. */
export const archivedCommit = (document: unknown): ArchivedCommit => ({
  ...place.parse(document),
  text: textOf(document),
});

/**
 * A stored document as JSON, in one line. Fields that begin with an underscore are left out: the store sets them (time stamp,
 * etag), and they differ between two stores of one history.
 */
export const textOf = (document: unknown): string =>
  JSON.stringify(Object.fromEntries(Object.entries(document ?? {}).filter(([name]) => !name.startsWith('_'))));

/** Reads a line of the archive. Throws when it is not a commit. */
export const readArchivedCommit = (text: string): ArchivedCommit => ({ ...place.parse(JSON.parse(text)), text });

/** The unique name of a commit. */
export const nameOfCommit = ({ streamId, version }: Pick<ArchivedCommit, 'streamId' | 'version'>): string =>
  `${streamId}@${version}`;
