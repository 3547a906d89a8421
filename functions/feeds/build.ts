import { buildFunction } from '../../adapters/azure-functions/index.ts';
import { system } from '../composition.ts';

/** Runs every minute: works on the views that are being built. */
export const buildViews = buildFunction('BuildViews', system.builds.work);
