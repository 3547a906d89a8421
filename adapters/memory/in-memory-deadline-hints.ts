import {
  placeOfHint,
  type DeadlineHint,
  type DeadlineHints,
} from '../../application/processes/deadlines/deadline-hints.ts';

/** Hints that are kept, for specs to read and to give back when they like. */
export interface InMemoryDeadlineHints extends DeadlineHints {
  /** All that were given, in order; a repeated one once. */
  given(): readonly DeadlineHint[];
}

/** No hints yet. Like the broker it drops what it has already. */
export const inMemoryDeadlineHints = (): InMemoryDeadlineHints => {
  const kept = new Map<string, DeadlineHint>();
  return {
    give: (hints) => {
      for (const hint of hints) if (!kept.has(placeOfHint(hint))) kept.set(placeOfHint(hint), hint);
    },
    given: () => [...kept.values()],
  };
};
