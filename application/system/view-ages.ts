import type { Generation } from '../../domain/modelling/generation.ts';
import { everyViewOf, type System } from '../../domain/modelling/system.ts';
import type { LiveGenerations } from '../generations/live-generations.ts';
import { ageOf, type SubscriberLag } from '../lag/subscriber-lag.ts';
import type { Capabilities } from './capabilities.ts';

/** What a query shows: the generations of a view share a `viewName`. */
export type Shown = Pick<Generation, 'viewName'>;

/** How long a process goes by the reports that it has read, in milliseconds. */
const knownForMs = 10_000;

/**
 * Tells how many seconds ago what a query shows was last known to be current. Never waits and never fails: reports are read in
 * the background, every ten seconds at most and only when asked, and without them the age is unknown.
 */
export const viewAges = (
  system: System,
  { lagReports, clock, now }: Pick<Capabilities, 'lagReports' | 'clock' | 'now'>,
  live: Pick<LiveGenerations, 'of'>,
) => {
  const views = Map.groupBy(everyViewOf(system), ({ viewName }) => viewName);
  let known: ReadonlyMap<string, SubscriberLag> = new Map();
  let asked: number | undefined;

  const read = async (): Promise<ReadonlyMap<string, SubscriberLag>> => {
    const lags = new Map((await lagReports.list()).map((lag) => [lag.subscriber, lag]));
    for (const [viewName, generations] of views) {
      const { generation } = await live.of(
        viewName,
        generations.map((each) => each.generation),
      );
      const lag = lags.get(generations.find((each) => each.generation === generation)?.name ?? viewName);
      if (lag === undefined) lags.delete(viewName);
      else lags.set(viewName, lag);
    }
    return lags;
  };

  const look = async (): Promise<void> => {
    known = await read().catch(() => new Map());
  };

  return ({ viewName }: Shown): number | undefined => {
    if (asked === undefined || now() - asked >= knownForMs) {
      asked = now();
      void look();
    }
    const lag = known.get(viewName);
    return lag && ageOf(lag, clock());
  };
};
