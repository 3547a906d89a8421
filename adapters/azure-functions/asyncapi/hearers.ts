import type { Hearer } from './topic-description.ts';

const hearers = new Map<string, Hearer>();

/** Adds a consumer whose function is registered, so that no list of them is kept by hand. */
export const addHearer = (hearer: Hearer): void => {
  hearers.set(hearer.name, hearer);
};

/** Every consumer so far, by name. */
export const knownHearers = (): readonly Hearer[] =>
  [...hearers.values()].toSorted((one, other) => (one.name < other.name ? -1 : 1));
