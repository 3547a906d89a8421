import { app, type ServiceBusQueueHandler } from '@azure/functions';
import { deadlineHint, type DeadlineHint } from '../../application/processes/deadlines/deadline-hints.ts';

/** Who takes hints from which queue. */
export interface TakingHintsFrom {
  /** A queue without sessions. */
  readonly queue: string;
  /** Takes a hint and returns its outcome for the log. */
  readonly take: (hint: DeadlineHint) => Promise<string>;
}

/**
 * Registers a function that tells processes of deadlines as soon as they are due, and returns its handler. It never fails: a hint is given
 * once, and what became nothing of is found by the sweep, which counts and reports what fails. So nothing is delivered again, and nothing
 * becomes a dead letter.
 */
export const hintFunction = (name: string, { queue, take }: TakingHintsFrom): ServiceBusQueueHandler => {
  const handler: ServiceBusQueueHandler = async (body, context) => {
    try {
      const hint = deadlineHint.parse(body);
      context.log(`${hint.process}-${hint.id}: hint at ${hint.dueAt} ${await take(hint)}`);
    } catch (error) {
      context.warn(`a hint came to nothing, and is left to the sweep: ${String(error)}`);
    }
  };
  app.serviceBusQueue(name, { connection: 'SERVICE_BUS', queueName: queue, handler });
  return handler;
};
