import type { EventStore } from '../streams/event-store.ts';
import { concealCommit } from './encrypt-commit.ts';
import type { PersonalKeys } from './personal-keys.ts';
import { revealingWith } from './decrypt-commits.ts';

/**
 * An event store in which personal values lie sealed under the key of their stream, while everybody on this side sees plain
 * text, or `[erased]`. A stream whose key was destroyed ends with its erasure, so whoever wants to add personal data to it has
 * not seen its end: that is a conflict, and nothing is written.
 */
export const personalEventStore = (stored: EventStore, keys: PersonalKeys): EventStore => {
  const reveal = revealingWith(keys);
  return {
    read: async (...range) => reveal(await stored.read(...range)),
    readNewest: async (...range) => reveal(await stored.readNewest(...range)),
    findByCommand: async (...asked) => {
      const found = await stored.findByCommand(...asked);
      return found && (await reveal([found]))[0];
    },
    hasNext: (head) => stored.hasNext(head),
    append: async (head, commit) => {
      const concealed = await concealCommit(keys, head, commit);
      if (concealed === 'erased') return { outcome: 'conflict', next: undefined };
      const written = await stored.append(head, concealed);
      if (written.outcome === 'conflict') {
        const [next] = await reveal(written.next === undefined ? [] : [written.next]);
        return { outcome: 'conflict', next };
      }
      const [plain = written.commit] = await reveal([written.commit]);
      return { outcome: 'appended', commit: plain };
    },
  };
};
