import { lagFunction } from '../../adapters/azure-functions/index.ts';
import { capabilities, system } from '../composition.ts';

/** Runs every minute: measures how far each subscriber is behind the store, and counts the processes that wait for an operator. */
export const measureLag = lagFunction('MeasureLag', {
  measure: system.measureLag,
  countStuck: system.processes.stuck,
  sendGauge: capabilities.sendGauge,
});
