import { feedFunctions, onTerminate } from '../../adapters/azure-functions/index.ts';
import { capabilities, system } from '../composition.ts';

/** One function for each feed group, from the declarations: all views in one, publishing, the archive, maintenance. */
export const feeds = feedFunctions(system.feeds, capabilities);

onTerminate(() => capabilities.bus.close());
onTerminate(() => capabilities.feedMarks.close());
