import type { React, Reaction } from '../modelling/processes/reaction.ts';
import type { Recorded } from '../modelling/recorded.ts';
import type { asks } from './asks.ts';
import type { Memory } from './memory.ts';
import type { CheckoutEvent } from './triggers.ts';

/** How a check-out reacts. */
export const react: React<typeof asks, CheckoutEvent, Memory> = (happened, { id: cartId }) => {
  switch (happened.what) {
    case 'started':
      return [placing(happened.by)];
    case 'accepted':
      return happened.ask === 'place' ? [{ complete: true }] : [];
    case 'refused':
      return [{ fail: 'There is another order under the id that this cart was to become.' }];
    case 'compensated':
      return [{ ask: 'report', to: cartId, data: { reason: happened.reason } }];
    case 'heard':
    case 'unanswered':
      return [];
  }
};

/**
 * The order is placed when the cart was checked out, whenever that is done. Field by field: the event may get more of them, which the
 * command would not take.
 */
const placing = ({ event, recordedAt }: Recorded<CheckoutEvent>): Reaction<typeof asks, Memory> => {
  const { orderId, customerId, currency, country, lines } = event.data;
  return {
    ask: 'place',
    to: orderId,
    data: {
      customerId,
      currency,
      ...(country === undefined ? {} : { country }),
      lines: lines.map(({ productId, sku, name, category, unitPrice, quantity }) => ({
        productId,
        sku,
        name,
        category,
        unitPrice,
        quantity,
      })),
      placedAt: recordedAt,
    },
  };
};
