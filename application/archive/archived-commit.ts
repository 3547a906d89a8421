import { commitSchema } from '../streams/commit.ts';

/** A commit as the archive keeps it: the stored document to the byte, and the fields that say where it belongs. */
export interface ArchivedCommit {
  readonly streamId: string;
  readonly category: string;
  readonly version: number;
  readonly recordedAt: string;
  /** The document as JSON, in one line. Event schemas have no say in it: what this code does not know is kept, too. */
  readonly text: string;
}

const place = commitSchema.pick({ streamId: true, category: true, version: true, recordedAt: true });

/**
 * A stored document as the archive keeps it. Fields that begin with an underscore are left out: they are a store's own marks
 * (time stamp, etag), and differ between two stores of one history. Throws when the document is no commit.
 */
export const archivedCommit = (document: unknown): ArchivedCommit => {
  const found = place.parse(document);
  const kept = Object.entries(document ?? {}).filter(([name]) => !name.startsWith('_'));
  return { ...found, text: JSON.stringify(Object.fromEntries(kept)) };
};

/** A line of the archive. Throws when it is none. */
export const readArchivedCommit = (text: string): ArchivedCommit => ({ ...place.parse(JSON.parse(text)), text });

/** What tells one commit from every other. */
export const nameOfCommit = ({ streamId, version }: Pick<ArchivedCommit, 'streamId' | 'version'>): string =>
  `${streamId}@${version}`;
