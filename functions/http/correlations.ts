import { z } from 'zod';
import {
  namedByPathOrQuery,
  pageParameters,
  queryRoute,
  unknownContinuation,
} from '../../adapters/azure-functions/index.ts';
import { correlatedEvents } from '../../application/history/correlated-events.ts';
import { text } from '../../domain/modelling/values.ts';
import { edge } from '../composition.ts';

/** Longer than any that a caller may send: what begins by itself has its place as correlation id. */
const mostCharacters = 200;

const nothingFollowed = { status: 404, name: 'nothing-followed', title: 'No event has this correlation id' };

/**
 * GET /api/correlations/{id}?correlationId=&limit=&continuation=: what followed from one request, across streams, and what messages it became. An id with a slash is
 * given by the query, with `-` in the path.
 */
export const getCorrelation = queryRoute(edge, {
  name: 'GetCorrelation',
  roles: ['operator', 'auditor'],
  path: 'correlations/{id}',
  parameters: z.strictObject({
    id: text(mostCharacters).meta({ examples: ['1'] }),
    correlationId: z.string().min(1).max(mostCharacters).exactOptional(),
    ...pageParameters,
  }),
  answers: z.object({
    correlationId: z.string(),
    items: z.array(correlatedEvents).readonly(),
    continuation: z.string().nullable(),
  }),
  problems: [nothingFollowed, unknownContinuation],
  handle: async ({ id, correlationId: inQuery, ...page }) => {
    const correlationId = namedByPathOrQuery('correlationId', id, inQuery);
    const found = await edge.system.followedFrom(correlationId, page);
    if (found === undefined) return { problem: nothingFollowed };
    return { body: { correlationId, items: found.items, continuation: found.continuation ?? null } };
  },
});
