import { app, type InvocationContext, type TimerHandler } from '@azure/functions';
import type { FiringLimits, FiringReport } from '../../application/processes/deadlines/fire-deadlines.ts';
import type { SendGauge } from '../telemetry/index.ts';

/** What fires the deadlines of processes, and where the figures go. */
export interface DeadlineFiring {
  readonly fire: (limits: FiringLimits) => Promise<FiringReport>;
  readonly sendGauge: SendGauge;
}

/**
 * A run takes up pages for so long, as the next one begins after a minute; and it tries so many processes of each of the eight shards,
 * which take less than that where none of them fails.
 */
const limits: FiringLimits = { forMs: 45_000, mostPerShard: 1_000 };

/** Seconds by which deadlines were noticed late. The alert `deadline-lag` reads it: infra/queries/deadline-metric.kql. */
const deadlineGauge = {
  name: 'annal.deadline.lag',
  description: 'How long ago the oldest deadline had passed of which a process was told, or could not be told.',
  unit: 's',
};

/**
 * Registers a function that every minute tells processes of deadlines that have passed, and returns its handler. The host runs it on one
 * instance at a time. It sends a value for each kind of process, also where nothing was due. Where nothing is, a run is one point read
 * and a query of each shard.
 */
export const deadlineFunction = (name: string, { fire, sendGauge }: DeadlineFiring): TimerHandler => {
  const handler: TimerHandler = async (_, context) => {
    const report = await fire(limits);
    const values = report.processes.map(({ process, lateSeconds: value }) => ({ value, facts: { process } }));
    await sendGauge(deadlineGauge, values);
    tell(report, context);
  };
  app.timer(name, { schedule: '15 * * * * *', handler });
  return handler;
};

const tell = ({ processes, unfinished }: FiringReport, context: InvocationContext): void => {
  for (const { process, noticed, settled, failed, failure, lateSeconds } of processes) {
    const line = `${process}: deadlines noticed ${noticed}, settled before ${settled}, failed ${failed}, late up to ${lateSeconds} s`;
    if (failure !== undefined) context.warn(`${line}; one failure: ${failure}`);
    else if (noticed > 0) context.log(line);
  }
  if (unfinished > 0) context.log(`deadlines: shards that the next run goes on with ${unfinished}`);
};
