import { healthRoute } from '../../adapters/azure-functions/index.ts';
import { capabilities } from '../composition.ts';

/** GET /api/health. A command needs the event store alone: a broker that is down delays messages, not commands. */
export const health = healthRoute('Health', { eventStore: () => capabilities.eventStore.read('health-probe') });
