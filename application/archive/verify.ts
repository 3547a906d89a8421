import type { StoredHistory } from '../streams/stored-history.ts';
import { subjectsInDocument } from '../privacy/personal-values.ts';
import type { Archive } from './archive.ts';
import { archivedCommit, nameOfCommit, readArchivedCommit, type ArchivedCommit } from './archived-commit.ts';
import type { ArchivedKeys } from './copy-keys.ts';
import { verifyKeys } from './verify-keys.ts';

/** Counts of commits and streams. */
export interface Extent {
  readonly commits: number;
  readonly streams: number;
}

/** The result of a comparison. Archive and store are equal when there is no difference. */
export interface Verification {
  readonly archive: Extent;
  readonly store: Extent;
  /** Each as a sentence that names the commit. */
  readonly differences: readonly string[];
  /** How many subjects have personal values in either. */
  readonly subjects: number;
  /** The streams of which the archive lacks a commit. */
  readonly incomplete: readonly string[];
  /** The subjects whose key the archive lacks, or still holds after it was destroyed. */
  readonly incompleteKeys: readonly string[];
}

/** What is compared, and the digest that is kept in memory for every commit of the archive. */
export interface Verifying extends ArchivedKeys {
  readonly archive: Pick<Archive, 'parts'>;
  readonly history: Pick<StoredHistory, 'pages'>;
  readonly digest: (text: string) => string;
}

/**
 * Compares every commit of the archive with the store, to the byte, and the key of every subject with personal values in them.
 * Keeps a name and a digest of each commit in memory: about 200 bytes. The order of lines does not matter: a repair appends
 * older commits after newer ones, and a restore orders them. A commit made during the comparison may be reported as missing in
 * the archive until the archiver has added it.
 */
export const verifyArchive = async ({ archive, history, digest, ...keys }: Verifying): Promise<Verification> => {
  const archived = await readArchive(archive, digest);
  const differences = [...archived.differences];
  const onlyArchived = new Map(archived.digests);
  const versions = new Map<string, number>();
  const incomplete = new Set<string>();
  const subjects = new Set(archived.subjects);
  let commits = 0;
  for await (const read of storedCommits(history, (difference) => void differences.push(difference))) {
    const name = nameOfCommit(read);
    commits += 1;
    versions.set(read.streamId, read.version);
    for (const subject of subjectsIn(read.text)) subjects.add(subject);
    onlyArchived.delete(name);
    const found = archived.digests.get(name);
    if (found === undefined) {
      incomplete.add(read.streamId);
      differences.push(`${name} is missing in the archive.`);
    } else if (found !== digest(read.text)) differences.push(`${name} is not the same in archive and store.`);
  }
  differences.push(...[...onlyArchived.keys()].map((name) => `${name} is in the archive and not in the store.`));
  const verified = await verifyKeys([...subjects], keys);
  return {
    archive: archived.extent,
    store: { commits, streams: versions.size },
    differences: [...differences, ...verified.differences],
    subjects: subjects.size,
    incomplete: [...incomplete],
    incompleteKeys: verified.incomplete,
  };
};

async function* storedCommits(
  history: Verifying['history'],
  report: (difference: string) => void,
): AsyncGenerator<ArchivedCommit> {
  for await (const page of history.pages()) {
    for (const document of page) {
      const read = attempt(() => archivedCommit(document));
      if (read !== undefined) yield read;
      else report(`The store holds a document that is not a commit: ${JSON.stringify(document).slice(0, 200)}`);
    }
  }
}

const readArchive = async (archive: Pick<Archive, 'parts'>, digest: (text: string) => string) => {
  const digests = new Map<string, string>();
  const streams = new Set<string>();
  const subjects = new Set<string>();
  const differences: string[] = [];
  for await (const { from, lines } of archive.parts()) {
    for (const line of lines) {
      const commit = attempt(() => readArchivedCommit(line));
      if (commit === undefined) {
        differences.push(`${from} holds a line that is not a commit: ${line.slice(0, 200)}`);
        continue;
      }
      const name = nameOfCommit(commit);
      if (digests.has(name)) differences.push(`${name} is in the archive twice, the second time in ${from}.`);
      digests.set(name, digest(line));
      streams.add(commit.streamId);
      for (const subject of subjectsIn(line)) subjects.add(subject);
    }
  }
  return { digests, differences, subjects, extent: { commits: digests.size, streams: streams.size } };
};

const subjectsIn = (text: string): readonly string[] => subjectsInDocument(JSON.parse(text));

const attempt = <Result>(read: () => Result): Result | undefined => {
  try {
    return read();
  } catch {
    return undefined;
  }
};
