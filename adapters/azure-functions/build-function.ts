import { app, type TimerHandler } from '@azure/functions';
import type { WorkLimits, WorkReport } from '../../application/builds/work-on-builds.ts';

/**
 * How long a run works: the host ends a function after ten minutes (host.json), and a page that is under way may take long. What
 * is left goes on with the next run.
 */
const forMs = 8 * 60_000;

/** So many parts at the same time: as many as a small history has. One process folds for all of them, so more would win little. */
const partsAtOnce = 8;

/**
 * Registers a function that every minute works on what is being built, and returns its handler. The host runs it on one instance
 * at a time. Where nothing is being built, it is one query.
 */
export const buildFunction = (name: string, work: (limits: WorkLimits) => Promise<WorkReport>): TimerHandler => {
  const handler: TimerHandler = async (_, context) => {
    const { done, released, failed, lost } = await work({ forMs, partsAtOnce });
    const line = `builds: parts done ${done}, to go on ${released}, failed ${failed}, lost to others ${lost}`;
    if (failed > 0) context.warn(line);
    else if (done + released + lost > 0) context.log(line);
  };
  app.timer(name, { schedule: '45 * * * * *', handler });
  return handler;
};
