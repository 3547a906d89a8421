import { isAway, type Outage } from './outages.ts';
import type { Random } from './random.ts';

/** What can go wrong with one call of a port. */
export const callFaults = [
  /** It never arrives. */
  'request lost',
  /** It has its effect, and the caller is told that it failed. */
  'answer lost',
  /** It has its effect, the answer is lost, and the adapter asks once more by itself. */
  'asked again',
  /** The answer comes after others have gone on. */
  'answer late',
  /** A replica answers that has not got the last change of the document yet. */
  'stale read',
  /** It has its effect long after it was sent. */
  'slow',
  /** The host is gone before it, */
  'crash before',
  /** or right after its effect. */
  'crash after',
] as const;

/** What can go wrong with a feed. */
export const feedFaults = [
  /** Another host takes a feed range that its owner still works on. */
  'lease taken',
  /** How far the range was delivered is forgotten: the batch comes again. */
  'checkpoint lost',
  /** The range is delivered again from further back. */
  'delivered again',
  /** The store divides a range into two, while batches of it are delivered. */
  'range divided',
] as const;

/** What can go wrong between a client and a host. */
export const clientFaults = [
  /** The client gives up waiting, and asks again while the first request may still be under way. */
  'client impatient',
  /** The host works, and the client never hears of it. */
  'connection lost',
] as const;

/** What can go wrong between the broker and a host. */
export const brokerFaults = [
  /** The host holds a session no more, and does not know it yet. */
  'lock lost',
  /** The host has taken a message, and the broker never hears of it: it hands it over again. */
  'completion lost',
] as const;

/** Every kind of fault that a run can have. */
export const faultKinds = [...callFaults, ...feedFaults, ...clientFaults, ...brokerFaults] as const;

/** A kind of fault. */
export type FaultKind = (typeof faultKinds)[number];

/** How often each kind of fault happens in a run, from 0 to 1. */
export type FaultRates = Readonly<Record<FaultKind, number>>;

/** The faults of a run. */
export interface Faults {
  readonly rates: FaultRates;
  /** Whether this fault happens now. Never once they have ended. */
  happens(kind: FaultKind): boolean;
  /** Whether what a call of this name needs cannot be reached at this moment. */
  isAway(name: string, now: number): boolean;
  /** Ends all faults: from now on everything works. */
  end(): void;
  /** How many have come up so far, those that were left out among them. */
  count(): number;
}

/** The most that a rate of a kind can be: a host that crashes with every tenth call comes to nothing. */
const highest = (kind: FaultKind): number => (kind.startsWith('crash') ? 0.01 : 0.15);

/** No faults at all. */
export const noFaults: FaultRates = Object.fromEntries(faultKinds.map((kind) => [kind, 0])) as FaultRates;

/**
 * Draws which kinds of faults a run has, and how often: some of them, seldom all, in every tenth run none. Kinds that always come
 * together would hide what only one of them shows.
 */
export const drawRates = (random: Random): FaultRates => {
  if (random.chance(0.1)) return noFaults;
  const share = random.next();
  const rates = faultKinds.map((kind) => [kind, random.chance(share) ? highest(kind) * 10 ** (-2 * random.next()) : 0]);
  return Object.fromEntries(rates) as FaultRates;
};

/** What decides about the faults of a run. */
export interface FaultSettings {
  readonly rates: FaultRates;
  readonly outages: readonly Outage[];
  /** Faults that are left out, by their number in the order in which they come up. */
  readonly skips?: readonly number[] | undefined;
}

/** The faults of a run with these settings. */
export const faultsAt = ({ rates, outages, skips = [] }: FaultSettings, random: Random): Faults => {
  const skipped = new Set(skips);
  let count = 0;
  let haveEnded = false;
  return {
    rates,
    happens: (kind) => {
      if (haveEnded || !random.chance(rates[kind])) return false;
      count += 1;
      return !skipped.has(count - 1);
    },
    isAway: (name, now) => !haveEnded && isAway(outages, name, now),
    end: () => {
      haveEnded = true;
    },
    count: () => count,
  };
};
