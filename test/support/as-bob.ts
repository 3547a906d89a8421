import type { Provenance } from '../../application/streams/commit.ts';

/** The moment at which everything happens that a spec gives no other. */
export const specTime = '2026-05-04T10:00:00.000Z';

/** The caller's metadata, with a command id that is unique within a spec. */
export const asBob = (commandId: string): Provenance => ({
  actor: 'bob',
  commandId,
  correlationId: 'correlation-1',
  causationId: null,
  traceparent: null,
});
