import type { EventStore } from '../streams/event-store.ts';
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
  return {
    read: async (...range) => decrypt(await stored.read(...range)),
    readNewest: async (...range) => decrypt(await stored.readNewest(...range)),
    findByCommand: async (...asked) => {
      const found = await stored.findByCommand(...asked);
      return found && (await decrypt([found]))[0];
    },
    hasNext: (head) => stored.hasNext(head),
    append: async (head, commit) => {
      const encrypted = await encryptCommit(keys, head, commit);
      if (encrypted === 'erased') return { outcome: 'conflict', next: undefined };
      const written = await stored.append(head, encrypted);
      if (written.outcome === 'conflict') {
        const [next] = await decrypt(written.next === undefined ? [] : [written.next]);
        return { outcome: 'conflict', next };
      }
      const [plain = written.commit] = await decrypt([written.commit]);
      return { outcome: 'appended', commit: plain };
    },
  };
};
