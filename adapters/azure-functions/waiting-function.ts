import { app, type TimerHandler } from '@azure/functions';
import type { RunningConsumer } from '../../application/consumers/run-consumer.ts';
import type { TriesReport } from '../../application/consumers/try-due.ts';
import { inParallel } from '../../application/in-parallel.ts';

/** Whose messages wait, and the clock by which they do. */
export interface Waiting {
  readonly consumers: readonly Pick<RunningConsumer, 'name' | 'tryDue'>[];
  /** Now, as an ISO 8601 date and time. */
  readonly clock: () => string;
}

/**
 * Registers a function that every minute tries again what waits for these consumers, and returns its handler. The host runs it
 * on one instance at a time; a round that was missed or failed is made up for by the next one. A consumer whose store cannot be used
 * fails the run once all are through.
 */
export const waitingFunction = (name: string, { consumers, clock }: Waiting): TimerHandler => {
  const handler: TimerHandler = async (_, context) => {
    await inParallel(consumers.length, consumers, async (consumer) => {
      const report = await consumer.tryDue();
      const line = `${consumer.name}: ${sentenceOf(report, clock())}`;
      if (report.waiting + report.quarantined > 0) context.warn(line);
      else if (report.taken > 0) context.log(line);
    });
  };
  app.timer(name, { schedule: '0 * * * * *', handler });
  return handler;
};

// The alerts on waiting messages read this line: infra/queries/consumer-lines.kql.
const sentenceOf = ({ taken, waiting, quarantined, oldestSince }: TriesReport, now: string): string => {
  const age = oldestSince === null ? 0 : Math.max(0, Math.round((Date.parse(now) - Date.parse(oldestSince)) / 1_000));
  return `messages taken late ${taken}; streams waiting ${waiting}, in quarantine ${quarantined}; longest wait ${age} s`;
};
