import { cart } from '../cart/index.ts';
import type { EventOfTrigger } from '../modelling/processes/trigger.ts';
import { trigger } from '../modelling/process.ts';

/** A cart that is checked out, which happens once, starts its check-out, which has the id of the cart. */
export const checkOut = trigger(cart, { CartCheckedOut: ({ entityId }) => entityId });

/** What a check-out is told of. */
export type CheckoutEvent = EventOfTrigger<typeof checkOut>;
