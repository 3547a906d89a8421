import { deadlineFunction } from '../../adapters/azure-functions/index.ts';
import { capabilities, system } from '../composition.ts';

/** Runs every minute: tells processes of deadlines that have passed. */
export const fireDeadlines = deadlineFunction('FireDeadlines', {
  fire: system.fireDeadlines,
  sendGauge: capabilities.sendGauge,
});
