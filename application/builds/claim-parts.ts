import type { Subscriber } from '../feed/subscriber.ts';
import type { BuildJobs, StoredPart } from './build-jobs.ts';
import { claimed, isClaimable } from './part-states.ts';

/** The ports of {@link claimingParts}. */
export interface ClaimingParts {
  readonly jobs: Pick<BuildJobs, 'unfinished' | 'replace'>;
  /** Only what can be rebuilt without effects outside. */
  readonly subscribers: readonly Subscriber[];
  /** A name that no other process has. */
  readonly owner: string;
  readonly clock: () => string;
}

/** A part in the hands of one lane of this process. */
export interface Claim extends StoredPart {
  readonly subscriber: Subscriber;
}

/** No part can be taken now. One may be in so many milliseconds, or never: undefined. */
export interface NothingYet {
  readonly nextInMs: number | undefined;
}

type Unfinished = Awaited<ReturnType<BuildJobs['unfinished']>>[number];

/** What one look has found, for all lanes that have waited for it. */
interface Look {
  readonly left: readonly Unfinished[];
  /** What a lane of this process has tried to take. */
  readonly tried: Set<Unfinished>;
  /** Whether another process was quicker. */
  isOld: boolean;
}

/**
 * Claims parts for the lanes of one process, each under a name of its own: two claims of the same part must differ. Lanes that ask
 * at the same time share one look at the parts, so an outage costs one query however many wait.
 */
export const claimingParts = ({ jobs, subscribers, owner, clock }: ClaimingParts) => {
  const builtHere = new Map(subscribers.map((subscriber) => [subscriber.name, subscriber]));
  let looking: Promise<Look> | undefined;

  const lookOnce = async (): Promise<Look> => {
    const left = (await jobs.unfinished()).filter(({ name }) => builtHere.has(name));
    return { left, tried: new Set(), isOld: false };
  };
  const look = (): Promise<Look> =>
    (looking ??= lookOnce().finally(() => {
      looking = undefined;
    }));

  /** When a part that this process does not work on may be taken: at the end of its rest, or of the claim that another one has. */
  const msUntil = ({ job: { state, owner: by, until } }: Unfinished, now: string): number =>
    state === 'running' && (by ?? '').startsWith(`${owner}/`)
      ? Infinity
      : Math.max(0, Date.parse(until ?? now) - Date.parse(now));

  return async (lane: number): Promise<Claim | NothingYet> => {
    const found = await look();
    for (const part of found.left) {
      if (found.tried.has(part) || !isClaimable(part.job, clock())) continue;
      found.tried.add(part);
      const taken = await jobs.replace(part.name, claimed(part.job, `${owner}/${lane}`, clock()), part.revision);
      const subscriber = builtHere.get(part.name);
      if (taken !== 'changed' && subscriber !== undefined) return { ...taken, subscriber };
      found.isOld = true;
    }
    if (found.isOld) return { nextInMs: 0 };
    const rests = found.left.filter((part) => !found.tried.has(part)).map((part) => msUntil(part, clock()));
    const next = Math.min(...rests);
    return { nextInMs: next === Infinity ? undefined : next };
  };
};
