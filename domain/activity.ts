import { z } from 'zod';
import { accountsById } from './account/index.ts';
import { cartsById } from './cart/index.ts';
import { customersById } from './customer/index.ts';
import { changesIn, declareLog, logSource } from './modelling/log.ts';
import { byPosition } from './modelling/position.ts';
import type { Recorded } from './modelling/recorded.ts';
import { ordersById } from './order/index.ts';
import { productsById } from './product/index.ts';

/** What a caller has done, to which entity, and when. */
export const activitySchema = z
  .object({
    actor: z.string(),
    at: z.iso.datetime(),
    category: z.enum(['order', 'customer', 'account', 'product', 'cart']),
    entityId: z.string(),
    type: z.string(),
  })
  .readonly();

type Activity = z.infer<typeof activitySchema>;

const entryOf =
  (category: Activity['category']) =>
  (recorded: Recorded<{ readonly type: string }>): Activity => ({
    actor: recorded.actor,
    at: recorded.recordedAt,
    category,
    entityId: recorded.entityId,
    type: recorded.event.type,
  });

/** Answers: what has this caller done, to whatever entity, and what did that change? One partition for each caller. */
export const activity = declareLog({
  name: 'activity',
  sources: [
    logSource({ ...changesIn(ordersById), entry: entryOf('order') }),
    logSource({ ...changesIn(customersById), entry: entryOf('customer') }),
    logSource({ ...changesIn(accountsById), entry: entryOf('account') }),
    logSource({ ...changesIn(productsById), entry: entryOf('product') }),
    logSource({ ...changesIn(cartsById), entry: entryOf('cart') }),
  ],
  schema: activitySchema,
  partition: { by: 'field', field: 'actor' },
  owner: { field: 'actor' },
  queries: [byPosition],
});
