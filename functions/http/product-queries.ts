import { z } from 'zod';
import {
  answerWithPage,
  documentRoute,
  historyRoutes,
  pageOf,
  pageParameters,
  queryRoute,
  unknownContinuation,
  wholeNumber,
} from '../../adapters/azure-functions/index.ts';
import { text } from '../../domain/modelling/values.ts';
import { currency, highestAmount } from '../../domain/money.ts';
import {
  listedAs,
  productsById,
  productsByName,
  productsByPrice,
  productViewSchema,
} from '../../domain/product/index.ts';
import { edge } from '../composition.ts';

const unknown = { status: 404, name: 'product-not-added', title: 'There is no such product' };

const everybody = ['customer', 'clerk', 'auditor'] as const;
const products = edge.system.readerOf(productsById);
const byName = products.search(productsByName);
const byPrice = products.search(productsByPrice);
const { status } = productViewSchema.unwrap().shape;

/** GET /api/products/{id}?minVersion= */
export const getProduct = documentRoute(edge, {
  name: 'Product',
  roles: everybody,
  plural: 'products',
  view: productsById,
  unknown,
});

const parameters = z
  .strictObject({
    category: text(60).exactOptional(),
    status: status.exactOptional(),
    sort: z.enum(['name', 'price']).default('name').meta({ usual: 'name' }),
    namePrefix: z.string().min(1).max(200).exactOptional(),
    currency: currency.exactOptional(),
    minPrice: wholeNumber(0, highestAmount).exactOptional(),
    maxPrice: wholeNumber(0, highestAmount).exactOptional(),
    order: z.enum(['asc', 'desc']).default('asc').meta({ usual: 'asc' }),
    ...pageParameters,
  })
  .superRefine(({ sort, ...asked }, context) => {
    const others = sort === 'name' ? (['currency', 'minPrice', 'maxPrice'] as const) : (['namePrefix'] as const);
    for (const name of others)
      if (asked[name] !== undefined)
        context.addIssue({ code: 'custom', path: [name], message: `may not be given with sort=${sort}` });
    if (asked.minPrice !== undefined && asked.maxPrice !== undefined && asked.maxPrice < asked.minPrice)
      context.addIssue({ code: 'custom', path: ['maxPrice'], message: 'must not be below minPrice' });
  });

/**
 * GET /api/products?category=&status=&sort=name|price&namePrefix=&currency=&minPrice=&maxPrice=&order=&limit=&continuation=: the
 * catalogue by name, in small letters, or by price.
 */
export const listProducts = queryRoute(edge, {
  name: 'ListProducts',
  shows: productsById,
  roles: everybody,
  path: 'products',
  parameters,
  answers: pageOf(productViewSchema),
  problems: [unknownContinuation],
  handle: async (asked, caller) => {
    const { sort, namePrefix, minPrice, maxPrice, category, status: inStatus, ...others } = asked;
    const { currency: paidIn, order: direction, ...page } = others;
    const filter = { category, status: inStatus };
    const list = { ...page, direction };
    if (sort === 'name') {
      const prefix = namePrefix === undefined ? {} : { prefix: listedAs(namePrefix) };
      return answerWithPage(await byName.for(caller).list({ ...list, ...prefix, equal: filter }));
    }
    const from = minPrice === undefined ? {} : { from: minPrice };
    const before = maxPrice === undefined ? {} : { before: maxPrice + 1 };
    return answerWithPage(
      await byPrice.for(caller).list({ ...list, ...from, ...before, equal: { ...filter, currency: paidIn } }),
    );
  },
});

/** GET /api/products/{id}/history, …/as-of and …/changes: who did what and when; as it was then; what differs between two points. */
export const productHistory = historyRoutes(edge, {
  name: 'Product',
  roles: ['clerk', 'auditor'],
  plural: 'products',
  idName: 'productId',
  view: productsById,
  unknown,
  unknownThen: { status: 404, name: 'nothing-then', title: 'There was no such product then' },
});
