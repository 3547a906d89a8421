import { healthRoute } from '../../adapters/azure-functions/index.ts';
import { StreamHead } from '../../application/streams/stream-head.ts';
import { capabilities } from '../composition.ts';

/** GET /api/health. A command needs the event store alone: a broker that is down delays messages, not commands. Reading and writing can fail apart. */
export const health = healthRoute('Health', {
  eventStore: () => capabilities.eventStore.hasNext(StreamHead.beforeFirst('health-probe')),
  writes: capabilities.probeWrite,
});
