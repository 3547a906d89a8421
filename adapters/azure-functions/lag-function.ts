import { app, type TimerHandler } from '@azure/functions';
import { behindSecondsOf, lateSecondsOf, type SubscriberLag } from '../../application/lag/subscriber-lag.ts';

/** Measures the lag of every subscriber, and returns it. */
export type MeasureLag = () => Promise<readonly SubscriberLag[]>;

/**
 * Registers a function that every minute measures the lag of all subscribers, and returns its handler. The host runs it on one
 * instance at a time. It writes a line for each subscriber, also for one that is not late: where lines are missing, nobody measures.
 */
export const lagFunction = (name: string, measure: MeasureLag): TimerHandler => {
  const handler: TimerHandler = async (_, context) => {
    for (const lag of await measure()) {
      const line = sentenceOf(lag);
      if (lateSecondsOf(lag) > lateSeconds) context.warn(line);
      else context.log(line);
      if (lag.excuse !== undefined)
        context.log(`${lag.subscriber}: not late, for it is ${lag.excuse}; ${behindSecondsOf(lag)} s behind`);
    }
  };
  app.timer(name, { schedule: '30 * * * * *', handler });
  return handler;
};

/** From here on a line is a warning, which no sampling of information leaves out. */
const lateSeconds = 60;

// The alerts on lag read this line: infra/queries/lag-lines.kql.
const sentenceOf = (lag: SubscriberLag): string => {
  const sum = (field: 'sampled' | 'parked'): number => lag.ranges.reduce((total, range) => total + range[field], 0);
  return `${lag.subscriber}: behind the store ${lateSecondsOf(lag)} s; ranges ${lag.ranges.length}, commits looked at ${sum('sampled')}, parked ${sum('parked')}`;
};
