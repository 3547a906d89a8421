import type { SqlQuerySpec } from '@azure/cosmos';
import { z } from 'zod';

/** Where a stream is parked. */
export const parkedPlace = z.object({ subscriber: z.string(), streamId: z.string() });

/** Where a stream is parked that kept failing, and since when. */
export const failingPlace = parkedPlace.extend({ firstAt: z.iso.datetime(), lastAt: z.iso.datetime() });

/** Those of these document ids that are parked, as the ids of their streams. */
export const streamsAmong = (ids: readonly string[]): SqlQuerySpec => ({
  query: `SELECT VALUE c.streamId FROM c WHERE c.id IN (${ids.map((_, index) => `@id${index}`).join(', ')})`,
  parameters: ids.map((value, index) => ({ name: `@id${index}`, value })),
});

/** What was parked at this time or later. */
export const idsSince = (since: string): SqlQuerySpec => ({
  query: 'SELECT VALUE c.id FROM c WHERE c.parkedAt >= @since',
  parameters: [{ name: '@since', value: since }],
});

/** What was tried last by another build than this one, or by an unknown one. */
export const placesOfOthers = (build: string): SqlQuerySpec => ({
  query: 'SELECT c.subscriber, c.streamId FROM c WHERE NOT IS_DEFINED(c.build) OR c.build != @build',
  parameters: [{ name: '@build', value: build }],
});

/** What was parked at this time or later because it kept failing. */
export const failingSince = (since: string): SqlQuerySpec => ({
  query: `SELECT c.subscriber, c.streamId, c.firstAt, c.lastAt FROM c WHERE c.parkedAt >= @since AND c.kind IN ('code', 'world')`,
  parameters: [{ name: '@since', value: since }],
});
