import type { Commit } from '../streams/commit.ts';
import type { EventStore, NewCommit } from '../streams/event-store.ts';
import { encryptCommit } from './encrypt-commit.ts';
import type { PersonalKeys } from './personal-keys.ts';
import { decryptingWith } from './decrypt-commits.ts';

/**
 * Encrypts personal values on append and decrypts them on read. Callers see plain text, or `[erased]`; the store holds values
 * sealed under the key of their stream. A stream whose key was destroyed ends with its erasure. An append of personal data to it
 * was decided on an older version: the outcome is a conflict, and nothing is written.
 */
export const personalEventStore = (stored: EventStore, keys: PersonalKeys): EventStore => {
  const decrypt = decryptingWith(keys);
  const decryptOne = async (commit: Commit): Promise<Commit> => (await decrypt([commit]))[0] ?? commit;
  return {
    read: async (...range) => decrypt(await stored.read(...range)),
    readNewest: async (...range) => decrypt(await stored.readNewest(...range)),
    findByCommand: async (...asked) => {
      const found = await stored.findByCommand(...asked);
      return found && decryptOne(found);
    },
    hasNext: (head) => stored.hasNext(head),
    append: async (head, commit) => {
      const encrypted = await encryptCommit(keys, head, commit);
      if (encrypted === 'erased') return { outcome: 'conflict', next: undefined };
      const written = await stored.append(head, encrypted);
      if (written.outcome === 'conflict') return { ...written, next: written.next && (await decryptOne(written.next)) };
      if (written.outcome === 'repeated') return { ...written, commit: await decryptOne(written.commit) };
      return encrypted === commit ? written : { ...written, commit: asGiven(written.commit, commit) };
    },
  };
};

/** What was just encrypted need not be decrypted: it is known as it was given. */
const asGiven = (stored: Commit, { events, commandDigest }: NewCommit): Commit => ({
  ...stored,
  events: events.map(({ type, schemaVersion, data }) => ({ type, schemaVersion, data })),
  ...(commandDigest === undefined ? {} : { commandDigest }),
});
