import { z } from 'zod';
import { streamIdSchema } from '../../application/streams/commit.ts';
import type { Contributions, TotalPlace } from '../../application/views/contributions/contributions.ts';
import { readTotal, totalId } from './contribution-documents.ts';
import { firstDocuments } from './queries.ts';
import { totalsPage, type Listing } from './totals-page.ts';

/** What an answer as of a moment needs of the store of totals. */
export const totalPlaces = (listing: Listing): Pick<Contributions<unknown>, 'places' | 'streams'> => ({
  places: async (request) => {
    const { items, ...end } = await totalsPage(listing, request);
    return { ...end, items: items.flatMap(placeIn) };
  },

  streams: async (partition, atMost) => {
    const { container, retrying } = listing;
    const query = {
      query: 'SELECT VALUE c.streamId FROM c WHERE c.id != @total',
      parameters: [{ name: '@total', value: totalId }],
    };
    const scope = { partitionKey: partition, maxItemCount: atMost };
    const found = await retrying((abortSignal) => firstDocuments(container, query, { ...scope, abortSignal }));
    return z.array(streamIdSchema).parse(found).slice(0, atMost);
  },
});

/** A damaged total has no place; a list of totals leaves it out, too. */
const placeIn = (document: unknown): readonly TotalPlace[] => {
  const { data } = readTotal(document);
  return data === undefined ? [] : [{ partition: data.partition, key: data.key }];
};
