import type { DeadLetters } from '../../application/consumers/dead-letters.ts';

/** Dead letters, by subscription: their message ids. */
export type StoredDeadLetters = Map<string, readonly string[]>;

/** Dead letters that are forgotten on restart. */
export const inMemoryDeadLetters = (stored: StoredDeadLetters = new Map()): DeadLetters => ({
  complete: async (subscription, isSuch) => {
    const before = stored.get(subscription) ?? [];
    const after = before.filter((messageId) => !isSuch(messageId));
    stored.set(subscription, after);
    return before.length - after.length;
  },
});
