import { healthRoute } from '../../adapters/azure-functions/index.ts';
import { StreamHead } from '../../application/streams/stream-head.ts';
import { capabilities } from '../composition.ts';

/**
 * GET /api/health. A command needs only the event store: an unavailable broker delays messages, not commands. Reads and writes
 * can fail independently.
 */
export const health = healthRoute('Health', {
  eventStore: () => capabilities.eventStore.hasNext(StreamHead.beforeFirst('health-probe')),
  writes: capabilities.probeWrite,
});
