import type { ArchivedCommit } from '../application/archive/archived-commit.ts';
import { documentIdFor } from './document-id.ts';

/**
 * Where a commit belongs in the archive: the day on which it was recorded, and its category. A function of the commit alone,
 * so that a commit that is delivered again is looked for where it was put.
 */
export const volumeOf = ({ recordedAt, category }: ArchivedCommit): string =>
  `${recordedAt.slice(0, 10)}/${documentIdFor(category)}`;
