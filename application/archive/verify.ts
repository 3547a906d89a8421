import type { StreamId, Subject } from '../../domain/modelling/ids.ts';
import type { Digest } from '../streams/commit-hash.ts';
import type { StoredHistory } from '../streams/stored-history.ts';
import type { Archive } from './archive.ts';
import { archivedCommit, nameOfCommit, readArchivedCommit, type ArchivedCommit } from './archived-commit.ts';
import type { ArchivedKeys } from './copy-keys.ts';
import type { Hashes } from './commit-chain.ts';
import { copyReading, type Extent } from './copy-reading.ts';
import { verifyKeys } from './verify-keys.ts';

/** The result of a comparison. When there is no difference, archive and store are equal, and all streams follow their hashes. */
export interface Verification {
  readonly archive: Extent;
  readonly store: Extent;
  /** Each as a sentence that names the commit. */
  readonly differences: readonly string[];
  /** How many subjects have personal values in either. */
  readonly subjects: number;
  /** The streams of which the archive lacks a commit. */
  readonly incomplete: readonly StreamId[];
  /** The subjects whose key the archive lacks, or still holds after it was destroyed. */
  readonly incompleteKeys: readonly Subject[];
  /** The hash of the newest commit of each stream in the store, by the commit's name. */
  readonly heads: Hashes;
}

/** What is compared, and the digest that is kept in memory for every commit of the archive. */
export interface Verifying extends ArchivedKeys {
  readonly archive: Pick<Archive, 'parts'>;
  readonly history: Pick<StoredHistory, 'pages'>;
  readonly digest: Digest;
  /** Heads of streams that were written down before: each of these commits must still be in the store. */
  readonly knownHeads?: Hashes;
}

/**
 * Compares every commit of the archive with the store, to the byte, follows the hashes of each stream in both, and compares the key of every subject with personal values in them.
 * Keeps a name and a digest of each commit in memory: about 200 bytes. The order of lines does not matter: a repair appends
 * older commits after newer ones, and a restore orders them. A commit made during the comparison may be reported as missing in
 * the archive until the archiver has added it.
 */
export const verifyArchive = async ({
  archive,
  history,
  digest,
  knownHeads,
  ...keys
}: Verifying): Promise<Verification> => {
  const archived = await readArchive(archive, digest);
  const stored = await compareStore({ history, digest, knownHeads }, archived.digests);
  const subjects = new Set([...archived.subjects, ...stored.subjects]);
  const verified = await verifyKeys([...subjects], keys);
  return {
    archive: archived.extent,
    store: stored.extent,
    differences: [...archived.differences, ...stored.differences, ...verified.differences],
    subjects: subjects.size,
    incomplete: stored.incomplete,
    incompleteKeys: verified.incomplete,
    heads: stored.heads,
  };
};

const readArchive = async (archive: Verifying['archive'], digest: Digest) => {
  const digests = new Map<string, string>();
  const differences: string[] = [];
  const reading = copyReading('the archive', digest);
  for await (const { from, lines } of archive.parts()) {
    for (const line of lines) {
      const commit = attempt(() => readArchivedCommit(line));
      if (commit === undefined) {
        differences.push(`${from} holds a line that is not a commit: ${line.slice(0, 200)}`);
        continue;
      }
      const name = nameOfCommit(commit);
      if (digests.has(name)) differences.push(`${name} is in the archive twice, the second time in ${from}.`);
      else reading.add(commit);
      digests.set(name, digest(line));
    }
  }
  const { breaks, extent, subjects } = reading.end();
  return { digests, extent, subjects, differences: [...differences, ...breaks] };
};

const compareStore = async (
  { history, digest, knownHeads }: Pick<Verifying, 'history' | 'digest'> & { readonly knownHeads: Hashes | undefined },
  archived: Hashes,
) => {
  const onlyArchived = new Set(archived.keys());
  const incomplete = new Set<StreamId>();
  const differences: string[] = [];
  const reading = copyReading('the store', digest, knownHeads);
  for await (const commit of storedCommits(history, (difference) => void differences.push(difference))) {
    const name = nameOfCommit(commit);
    reading.add(commit);
    onlyArchived.delete(name);
    const found = archived.get(name);
    if (found === undefined) {
      incomplete.add(commit.streamId);
      differences.push(`${name} is missing in the archive.`);
    } else if (found !== digest(commit.text)) differences.push(`${name} is not the same in archive and store.`);
  }
  const { breaks, extent, subjects, heads } = reading.end();
  const tooMany = [...onlyArchived].map((name) => `${name} is in the archive and not in the store.`);
  return { extent, subjects, heads, incomplete: [...incomplete], differences: [...differences, ...tooMany, ...breaks] };
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

const attempt = <Result>(read: () => Result): Result | undefined => {
  try {
    return read();
  } catch {
    return undefined;
  }
};
