import { z } from 'zod';
import {
  describeHealth,
  healthDetail,
  healthRoute,
  operatorRoute,
  type Probes,
} from '../../adapters/azure-functions/index.ts';
import { findWorstLag } from '../../application/operations/worst-lag.ts';
import { StreamHead } from '../../application/streams/stream-head.ts';
import { capabilities, edge } from '../composition.ts';

const probes: Probes = {
  eventStore: () => capabilities.eventStore.hasNext(StreamHead.beforeFirst('health-probe')),
  writes: capabilities.probeWrite,
};

/**
 * GET /api/health. A command needs only the event store: an unavailable broker delays messages, not commands. Reads and writes
 * can fail independently.
 */
export const health = healthRoute('Health', probes);

const describe = describeHealth(probes, findWorstLag({ ...capabilities, subscribers: edge.system.subscribers }));

/** GET /api/ops/health: the same, with the subscriber that is the latest. Answered with 200, healthy or not. */
export const healthForOperators = operatorRoute(edge, {
  name: 'DescribeHealth',
  roles: ['operator'],
  path: 'health',
  parameters: z.strictObject({}),
  answers: healthDetail,
  handle: async () => ({ body: await describe() }),
});
