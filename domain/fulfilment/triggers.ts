import type { EventOfTrigger } from '../modelling/processes/trigger.ts';
import { trigger } from '../modelling/process.ts';
import { order } from '../order/index.ts';

/** An order that is confirmed with an account starts its fulfilment, which has the id of the order. */
export const confirmation = trigger(order, {
  OrderConfirmed: ({ entityId, event }) => (event.data.fulfilment === undefined ? undefined : entityId),
});

/** Somebody may cancel an order until it has shipped. */
export const cancellation = trigger(order, { OrderCancelled: ({ entityId }) => entityId });

/** What fulfilment is told of. */
export type FulfilmentEvent = EventOfTrigger<typeof confirmation> | EventOfTrigger<typeof cancellation>;
