import { inParallel } from '../../in-parallel.ts';
import type { DeadlineSweeps, UnfinishedSweeps } from './deadline-sweeps.ts';
import type { DueProcess } from './due-processes.ts';
import { sweepShard, type Sweeping } from './sweep-shard.ts';

/** What fires deadlines. */
export interface FiringDeadlines extends Pick<Sweeping, 'listDue' | 'now'> {
  readonly shards: readonly string[];
  /** The names of all processes. */
  readonly names: readonly string[];
  readonly sweeps: DeadlineSweeps;
  readonly notice: (due: DueProcess) => Promise<'noticed' | 'settled'>;
  readonly clock: () => string;
}

/** How long a run takes up pages, in milliseconds, and how many processes of each shard it tries at most. */
export interface FiringLimits {
  readonly forMs: number;
  readonly mostPerShard: number;
}

/** How a run went, of one kind of process. */
export interface FiredDeadlines {
  readonly process: string;
  /** Instances for which a deadline had passed, and was noticed. */
  readonly noticed: number;
  /** Instances that the view showed, and that had settled it meanwhile. */
  readonly settled: number;
  /** Instances that could not be told. They are tried again. */
  readonly failed: number;
  /** One of the failures. */
  readonly failure?: string;
  /** How long ago the oldest of these deadlines has passed. */
  readonly lateSeconds: number;
}

/** How a run went. */
export interface FiringReport {
  readonly processes: readonly FiredDeadlines[];
  /** Shards that the next run goes on with. */
  readonly unfinished: number;
}

interface Tried extends Pick<FiredDeadlines, 'process' | 'failure' | 'lateSeconds'> {
  readonly outcome: 'noticed' | 'settled' | 'failed';
}

/**
 * Tells processes of deadlines that have passed. Run every minute. It sweeps over all that were due when the sweep began, those first
 * that are due for the longest, and tries each once. A run that has tried its most, or whose time is up, leaves the rest to the next
 * one, which goes on where it stopped. So whoever is due is tried after as many runs as it takes to try all others once, whatever
 * becomes of them: some that fail each time cannot keep the others waiting. Throws when the view cannot be read.
 */
export const fireDeadlines =
  ({ shards, names, sweeps, notice, clock, ...sweeping }: FiringDeadlines) =>
  async ({ forMs, mostPerShard }: FiringLimits): Promise<FiringReport> => {
    const before = clock();
    const until = sweeping.now() + forMs;
    const tried: Tried[] = [];

    const tryOne = async (due: DueProcess): Promise<void> => {
      const { process } = due;
      const lateSeconds = Math.max(0, Math.round((Date.parse(clock()) - Date.parse(due.dueAt)) / 1_000));
      try {
        tried.push({ process, lateSeconds, outcome: await notice(due) });
      } catch (error) {
        tried.push({ process, lateSeconds, outcome: 'failed', failure: `${process}-${due.id}: ${String(error)}` });
      }
    };

    const begun = await sweeps.read();
    const sweep = sweepShard({ ...sweeping, tryOne, until, most: mostPerShard });
    const ended = await inParallel(shards.length, shards, async (shard) => ({
      shard,
      left: await sweep(shard, begun[shard] ?? { before }),
    }));
    const left: UnfinishedSweeps = Object.fromEntries(
      ended.flatMap((each) => (each.left === undefined ? [] : [[each.shard, each.left]])),
    );
    if (Object.keys({ ...begun, ...left }).length > 0) await sweeps.save(left);
    return { processes: names.map((name) => firedOf(name, tried)), unfinished: Object.keys(left).length };
  };

const firedOf = (process: string, tried: readonly Tried[]): FiredDeadlines => {
  const own = tried.filter((each) => each.process === process);
  const countOf = (meant: Tried['outcome']): number => own.filter(({ outcome }) => outcome === meant).length;
  const failure = own.find((each) => each.failure !== undefined)?.failure;
  return {
    process,
    ...{ noticed: countOf('noticed'), settled: countOf('settled'), failed: countOf('failed') },
    ...(failure !== undefined && { failure }),
    lateSeconds: Math.max(0, ...own.map(({ lateSeconds }) => lateSeconds)),
  };
};
