import { everyViewOf, type System } from '../../domain/modelling/system.ts';
import type { BuildProgress } from '../builds/progress.ts';
import type { LiveGenerations } from '../generations/live-generations.ts';
import { secondsSince, type Excuse } from '../lag/subscriber-lag.ts';

/** A build, as far as it excuses. */
type Excusing = Pick<BuildProgress, 'state' | 'parts'>;

/** The last build of what a subscriber keeps; undefined where none was begun. */
interface Building {
  readonly progressOf: (name: string) => Promise<Excusing | undefined>;
}

/** A build of which no part has changed for so long stands still, and excuses nothing. */
const stillSeconds = 15 * 60;

/**
 * Says why a subscriber that is behind is not late: readers get another generation, or a build is filling it. A build that was
 * paused or cancelled, has failed or stands still is no excuse, for it would hide for good that readers see old data.
 */
export const excusesOf = (system: System, live: Pick<LiveGenerations, 'of'>, { progressOf }: Building) => {
  const generations = everyViewOf(system);

  const isRead = async (name: string): Promise<boolean> => {
    const own = generations.find((each) => each.name === name);
    if (own === undefined) return true;
    const declared = generations.filter(({ viewName }) => viewName === own.viewName);
    const { generation } = await live.of(
      own.viewName,
      declared.map((each) => each.generation),
    );
    return generation === own.generation;
  };

  return async (name: string, now: string): Promise<Excuse | undefined> => {
    if (!(await isRead(name))) return 'not-live';
    const build = await progressOf(name);
    return build !== undefined && isMoving(build, now) ? 'being-built' : undefined;
  };
};

const isMoving = ({ state, parts }: Excusing, now: string): boolean =>
  (state === 'running' || state === 'waiting') &&
  parts.some(({ changedAt }) => secondsSince(changedAt, now) < stillSeconds);
