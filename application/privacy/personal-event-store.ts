import type { Commit } from '../streams/commit.ts';
import type { EventStore, NewCommit } from '../streams/event-store.ts';
import { encryptCommits } from './encrypt-commit.ts';
import type { PersonalKeys } from './personal-keys.ts';
import { decryptingWith } from './decrypt-commits.ts';

/**
 * Encrypts personal values on append and decrypts them on read. Callers see plain text, or `[erased]`; the store holds values
 * sealed under the key of their stream. A stream whose key was destroyed ends with its erasure. An append of personal data to it
 * was decided on an older version: nothing of it is written, and where it would be the first, the outcome is a conflict.
 */
export const personalEventStore = (stored: EventStore, keys: PersonalKeys): EventStore => {
  const decrypt = decryptingWith(keys);
  const decryptOne = async (commit: Commit): Promise<Commit> => (await decrypt([commit]))[0] ?? commit;
  return {
    read: async (...range) => decrypt(await stored.read(...range)),
    readNewest: async (...range) => decrypt(await stored.readNewest(...range)),
    findByCommands: async (...asked) => decrypt(await stored.findByCommands(...asked)),
    hasNext: (head) => stored.hasNext(head),
    append: async (head, ...commits) => {
      const [first, ...others] = await encryptCommits(keys, head, commits);
      if (first === undefined) return { outcome: 'conflict', next: undefined };
      const written = await stored.append(head, first, ...others);
      if (written.outcome === 'conflict') return { ...written, next: written.next && (await decryptOne(written.next)) };
      if (written.outcome === 'repeated') return { ...written, commit: await decryptOne(written.commit) };
      const [firstStored, ...othersStored] = written.commits;
      const given = othersStored.map((commit, index) => asGiven(commit, commits[index + 1], others[index]));
      return { ...written, commits: [asGiven(firstStored, commits[0], first), ...given] };
    },
  };
};

/** What was just encrypted need not be decrypted: it is known as it was given. */
const asGiven = (stored: Commit, given: NewCommit | undefined, encrypted: NewCommit | undefined): Commit => {
  if (given === undefined || given === encrypted) return stored;
  const { events, commandDigest } = given;
  return {
    ...stored,
    events: events.map(({ type, schemaVersion, data }) => ({ type, schemaVersion, data })),
    ...(commandDigest === undefined ? {} : { commandDigest }),
  };
};
