import { inParallel } from '../in-parallel.ts';
import { claimingParts, type ClaimingParts } from './claim-parts.ts';
import { workOnPart, type Building, type PartOutcome } from './work-on-part.ts';

/** One process that works on builds. */
export interface BuildWorker extends Building, Omit<ClaimingParts, 'jobs'> {
  readonly pauseFor: (milliseconds: number) => Promise<void>;
}

/** How long to work, and on how many parts at the same time. */
export interface WorkLimits {
  readonly forMs: number;
  readonly partsAtOnce: number;
}

/** How a run of work ended, in parts. A part that was released or failed and taken again is counted each time. */
export type WorkReport = Readonly<Record<PartOutcome, number>>;

/** Between two looks for parts there are at least so many milliseconds, and at most: an operator may resume one at any time. */
const leastRestMs = 1_000;
const mostRestMs = 15_000;

/**
 * Works on all builds that have begun, until nothing is left that this process can take, or the time is up. Several processes share
 * the parts: what another one has is waited for, as it may be dead, until its claim has run out. It stops between two pages, so a
 * page that takes long can exceed the time.
 */
export const workOnBuilds =
  (worker: BuildWorker) =>
  async ({ forMs, partsAtOnce }: WorkLimits): Promise<WorkReport> => {
    const { now, pauseFor } = worker;
    const deadline = now() + forMs;
    const outcomes: PartOutcome[] = [];
    const work = workOnPart(worker);
    const claim = claimingParts(worker);

    let resting: Promise<void> | undefined;
    /** All lanes that have nothing to do rest until the same moment. */
    const rest = (milliseconds: number): Promise<void> => {
      const wanted = Math.min(Math.max(milliseconds, leastRestMs), mostRestMs, Math.max(1, deadline - now()));
      return (resting ??= pauseFor(wanted).finally(() => {
        resting = undefined;
      }));
    };

    const inLane = async (lane: number): Promise<void> => {
      while (now() < deadline) {
        const found = await claim(lane);
        if ('subscriber' in found) outcomes.push(await work(found.subscriber, found, deadline));
        else if (found.nextInMs === undefined) return;
        else await rest(found.nextInMs);
      }
    };

    await inParallel(partsAtOnce, [...Array(partsAtOnce).keys()], inLane);
    const countOf = (meant: PartOutcome): number => outcomes.filter((outcome) => outcome === meant).length;
    return { done: countOf('done'), released: countOf('released'), failed: countOf('failed'), lost: countOf('lost') };
  };
