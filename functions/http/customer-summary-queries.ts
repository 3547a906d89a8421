import { z } from 'zod';
import {
  afterProblems,
  afterVersion,
  answerWithJoined,
  answerWithJoinedPage,
  asOfMoment,
  joinedPageOf,
  pageParameters,
  queryRoute,
  sortDirection,
  unknownContinuation,
} from '../../adapters/azure-functions/index.ts';
import {
  customersByOrders,
  customersBySpend,
  customerSummaries,
  customerSummarySchema,
} from '../../domain/customer-summaries.ts';
import { entityId } from '../../domain/modelling/values.ts';
import { currency } from '../../domain/money.ts';
import { edge } from '../composition.ts';

const unknown = { status: 404, name: 'customer-not-registered', title: 'There is no such customer' };

const noListAsOf = {
  status: 422,
  name: 'list-as-of',
  title: 'Summaries are not listed as of a moment',
  detail:
    'Who came first then follows from the orders of all customers. Ask for one: GET /api/customers/{customerId}/summary?asOf=',
};

const summaries = edge.system.joinedReaderOf(customerSummaries);
const searches = { spent: summaries.search(customersBySpend), orders: summaries.search(customersByOrders) } as const;
const sortedBy = z.enum(['spent', 'orders']).default('spent').meta({ usual: 'spent' });

/** GET /api/customers/{customerId}/summary?after=&asOf=: who it is, and what it has ordered. A customer gets only its own. */
export const getCustomerSummary = queryRoute(edge, {
  name: 'GetCustomerSummary',
  shows: customerSummaries,
  roles: ['customer', 'clerk', 'auditor'],
  path: 'customers/{customerId}/summary',
  parameters: z.strictObject({ customerId: entityId, after: afterVersion.exactOptional(), asOf: asOfMoment }),
  answers: customerSummarySchema,
  problems: [unknown, ...afterProblems, 'too-many-streams'],
  handle: async ({ customerId, ...asked }, caller) =>
    answerWithJoined(await summaries.for(caller).read(customerId, asked), unknown),
});

/**
 * GET /api/customer-summaries?sort=&currency=&order=&limit=&continuation=: who has spent most first, or ordered most often. As they
 * are now: `asOf` is refused by its own problem, so that nobody who knows it from other queries takes it for a mistyped name.
 */
export const listCustomerSummaries = queryRoute(edge, {
  name: 'ListCustomerSummaries',
  shows: customerSummaries,
  roles: ['clerk', 'auditor'],
  path: 'customer-summaries',
  parameters: z.strictObject({
    sort: sortedBy,
    currency: currency.exactOptional(),
    order: sortDirection,
    asOf: asOfMoment,
    ...pageParameters,
  }),
  answers: joinedPageOf(customerSummarySchema),
  problems: [unknownContinuation, noListAsOf],
  handle: async ({ sort, currency: paidIn, order: direction, asOf, ...page }, caller) =>
    asOf === undefined
      ? answerWithJoinedPage(await searches[sort].for(caller).list({ ...page, direction, equal: { currency: paidIn } }))
      : { problem: noListAsOf },
});
