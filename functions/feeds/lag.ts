import { lagFunction } from '../../adapters/azure-functions/index.ts';
import { capabilities, system } from '../composition.ts';

/** Runs every minute: measures how far each subscriber is behind the store. */
export const measureLag = lagFunction('MeasureLag', {
  measure: system.measureLag,
  sendGauge: capabilities.sendGauge,
});
