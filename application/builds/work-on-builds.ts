import type { Subscriber } from '../feed/subscriber.ts';
import { inParallel } from '../in-parallel.ts';
import type { StoredPart } from './build-jobs.ts';
import { claimed, isClaimable } from './part-states.ts';
import { workOnPart, type Building, type PartOutcome } from './work-on-part.ts';

/** One process that works on builds. */
export interface BuildWorker extends Building {
  /** Only what can be rebuilt without effects outside. */
  readonly subscribers: readonly Subscriber[];
  /** A name that no other process has. */
  readonly owner: string;
  readonly pauseFor: (milliseconds: number) => Promise<void>;
}

/** How long to work, and on how many parts at the same time. */
export interface WorkLimits {
  readonly forMs: number;
  readonly partsAtOnce: number;
}

/** How a run of work ended, in parts. A part that was released or failed and taken again is counted each time. */
export type WorkReport = Readonly<Record<PartOutcome, number>>;

/** While parts rest after a failure, they are looked at again after so many milliseconds. */
const restMs = 1_000;

interface Claim extends StoredPart {
  readonly subscriber: Subscriber;
}

/**
 * Works on all builds that have begun, until nothing is left that this process can take, or the time is up. Several processes share
 * the parts. It stops between two pages, so a page that takes long can exceed the time.
 */
export const workOnBuilds =
  (worker: BuildWorker) =>
  async ({ forMs, partsAtOnce }: WorkLimits): Promise<WorkReport> => {
    const { jobs, subscribers, now, clock, pauseFor } = worker;
    const deadline = now() + forMs;
    const outcomes: PartOutcome[] = [];
    const work = workOnPart(worker);
    const builtHere = new Map(subscribers.map((subscriber) => [subscriber.name, subscriber]));

    /** Claims a part. 'resting' where some part is to be tried again later; undefined where nothing is left for this process. */
    const claim = async (owner: string): Promise<Claim | 'resting' | undefined> => {
      const left = (await jobs.unfinished()).filter(({ name }) => builtHere.has(name));
      for (const { name, job, revision } of left.filter((each) => isClaimable(each.job, clock()))) {
        const taken = await jobs.replace(name, claimed(job, owner, clock()), revision);
        const subscriber = builtHere.get(name);
        if (taken !== 'changed' && subscriber !== undefined) return { ...taken, subscriber };
      }
      return left.some(({ job }) => job.state === 'waiting') ? 'resting' : undefined;
    };

    const inLane = async (lane: number): Promise<void> => {
      // Each lane claims under a name of its own: two claims of the same part must differ.
      const owner = `${worker.owner}/${lane}`;
      while (now() < deadline) {
        const found = await claim(owner);
        if (found === undefined) return;
        if (found === 'resting') await pauseFor(restMs);
        else outcomes.push(await work(found.subscriber, found, deadline));
      }
    };

    await inParallel(partsAtOnce, [...Array(partsAtOnce).keys()], inLane);
    const countOf = (meant: PartOutcome): number => outcomes.filter((outcome) => outcome === meant).length;
    return { done: countOf('done'), released: countOf('released'), failed: countOf('failed'), lost: countOf('lost') };
  };
