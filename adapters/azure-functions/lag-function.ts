import { app, type TimerHandler } from '@azure/functions';
import { behindSecondsOf, lateSecondsOf, type SubscriberLag } from '../../application/lag/subscriber-lag.ts';
import type { StuckProcesses } from '../../application/processes/stuck-processes.ts';
import type { SendGauge } from '../telemetry/index.ts';
import { sendStuck } from './stuck-gauge.ts';

/** What measures the lag of every subscriber, what counts the processes that are stuck, and where the figures go. */
export interface LagMeasurement {
  readonly measure: () => Promise<readonly SubscriberLag[]>;
  readonly countStuck: () => Promise<readonly StuckProcesses[]>;
  readonly sendGauge: SendGauge;
}

/** Seconds that a subscriber is behind the store. The alert `subscriber-lag` reads it: infra/queries/lag-metric.kql. */
const lagGauge = {
  name: 'annal.subscriber.lag',
  description: 'The age of the oldest commit that a subscriber should have taken and has not.',
  unit: 's',
};

/**
 * Registers a function that every minute measures the lag of all subscribers, and counts the processes that are stuck; and returns its handler. The host runs it on one
 * instance at a time. It sends a value for each subscriber, also for one that is not late: where values are missing, nobody
 * measures. The log has a line for each that is late, or excused.
 */
export const lagFunction = (name: string, { measure, countStuck, sendGauge }: LagMeasurement): TimerHandler => {
  const handler: TimerHandler = async (_, context) => {
    const lags = await measure();
    await sendGauge(lagGauge, lags.map(valueOf));
    for (const lag of lags) {
      if (lateSecondsOf(lag) > lateSeconds) context.warn(sentenceOf(lag));
      if (lag.excuse !== undefined)
        context.log(`${lag.subscriber}: not late, for it is ${lag.excuse}; ${behindSecondsOf(lag)} s behind`);
    }
    await sendStuck(await countStuck(), sendGauge, context);
  };
  app.timer(name, { schedule: '30 * * * * *', handler });
  return handler;
};

const valueOf = (lag: SubscriberLag) => ({
  value: behindSecondsOf(lag),
  facts: { subscriber: lag.subscriber, ...(lag.excuse !== undefined && { excuse: lag.excuse }) },
});

/** From here on a line says so. */
const lateSeconds = 60;

const sentenceOf = (lag: SubscriberLag): string => {
  const sum = (field: 'sampled' | 'parked'): number => lag.ranges.reduce((total, range) => total + range[field], 0);
  return `${lag.subscriber}: behind the store ${lateSecondsOf(lag)} s; ranges ${lag.ranges.length}, commits looked at ${sum('sampled')}, parked ${sum('parked')}`;
};
