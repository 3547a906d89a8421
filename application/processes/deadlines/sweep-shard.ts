import { inParallel } from '../../in-parallel.ts';
import { UnknownContinuation, type Page } from '../../paging.ts';
import type { DeadlineSweep } from './deadline-sweeps.ts';
import type { DueProcess, ListDue } from './due-processes.ts';

/** What a run sweeps with. */
export interface Sweeping {
  readonly listDue: ListDue;
  /** Milliseconds that only grow. */
  readonly now: () => number;
  /** Never throws. */
  readonly tryOne: (due: DueProcess) => Promise<void>;
  /** By {@link now}. */
  readonly until: number;
  /** So many processes of a shard at most. */
  readonly most: number;
}

/** So many processes are read at once, and so many of them are tried at the same time. */
const pageSize = 50;
const triedAtOnce = 4;

/** A sweep that begins has no place yet. */
type Begun = Pick<DeadlineSweep, 'before'> & Partial<DeadlineSweep>;

/** Tries the due processes of a shard, page by page. Gives where it has stopped; undefined at the end. */
export const sweepShard =
  ({ listDue, now, tryOne, until, most }: Sweeping) =>
  async (shard: string, { before, continuation }: Begun): Promise<DeadlineSweep | undefined> => {
    /** Where the view has another generation, or another release reads it, its places are others: then from the start. */
    const pageBehind = async (place: string | undefined, limit: number): Promise<Page<DueProcess>> => {
      try {
        return await listDue({ shard, before, limit, ...(place !== undefined && { continuation: place }) });
      } catch (error) {
        if (error instanceof UnknownContinuation && place !== undefined) return listDue({ shard, before, limit });
        throw error;
      }
    };

    let place = continuation;
    for (let left = most; left > 0 && now() < until;) {
      const page = await pageBehind(place, Math.min(pageSize, left));
      await inParallel(triedAtOnce, page.items, tryOne);
      if (page.continuation === undefined) return undefined;
      place = page.continuation;
      left -= page.items.length;
    }
    return place === undefined ? undefined : { before, continuation: place };
  };
