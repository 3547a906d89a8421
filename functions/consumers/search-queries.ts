import { z } from 'zod';
import { pageParameters, queryRoute, unknownContinuation } from '../../adapters/azure-functions/index.ts';
import { hit, kinds, type Kind } from '../../consumers/search/search-index.ts';
import { highlighted, longestSearch, wordsOf } from '../../consumers/search/words.ts';
import { entityId, text } from '../../domain/modelling/values.ts';
import { capabilities, edge } from '../composition.ts';

const { index } = capabilities.searchStore;

const parameters = z.strictObject({
  q: z
    .string()
    .trim()
    .min(1, 'must not be empty')
    .max(longestSearch, `must have at most ${longestSearch} characters`)
    .refine((asked) => wordsOf(asked).length > 0, 'must have a letter or a digit: only words are searched for')
    .meta({ examples: ['tea'] }),
  kind: z.enum(kinds).exactOptional(),
  status: text(30).exactOptional(),
  customerId: entityId.exactOptional(),
  category: text(60).exactOptional(),
  country: text(60).exactOptional(),
  ...pageParameters,
});

const answers = z.object({
  items: z
    .array(
      z.object({
        ...hit.unwrap().shape,
        highlights: z.array(z.object({ text: z.string(), isHit: z.boolean() })).readonly(),
      }),
    )
    .readonly(),
  continuation: z.string().nullable(),
});

const kindsAsked = (kind: Kind | undefined): readonly Kind[] => (kind === undefined ? kinds : [kind]);

/**
 * GET /api/search?q=&kind=&status=&customerId=&category=&country=&limit=&continuation=: what has any of these words, best first. A customer
 * finds products, and of the rest only its own.
 */
export const getSearch = queryRoute(edge, {
  name: 'Search',
  roles: ['customer', 'clerk', 'auditor'],
  path: 'search',
  parameters,
  answers,
  problems: [unknownContinuation],
  handle: async ({ q, kind, limit, continuation, ...filters }, { reach }) => {
    const words = wordsOf(q);
    const owned = reach === 'all' ? {} : { ownedBy: reach.ownerId };
    const page = { limit, ...(continuation !== undefined && { continuation }) };
    const found = await index.search({ words, kinds: kindsAsked(kind), equal: filters, ...owned }, page);
    return {
      body: {
        items: found.items.map((each) => ({ ...each, highlights: highlighted(each.title, words) })),
        continuation: found.continuation ?? null,
      },
    };
  },
});
