import { deadlineFunction, hintFunction, onTerminate } from '../../adapters/azure-functions/index.ts';
import { deadlineQueue } from '../azure-capabilities.ts';
import { capabilities, system } from '../composition.ts';

/** Runs every minute: tells processes of deadlines that have passed. */
export const fireDeadlines = deadlineFunction('FireDeadlines', {
  fire: system.fireDeadlines,
  sendGauge: capabilities.sendGauge,
});

/** Runs for each hint at a deadline that was near when it was set: tells its process at once. */
export const takeDeadlineHints = hintFunction('TakeDeadlineHints', {
  queue: deadlineQueue,
  take: system.takeDeadlineHint,
});

onTerminate(() => capabilities.deadlineHints.close());
