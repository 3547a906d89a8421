import { account } from '../account/index.ts';
import { ask } from '../modelling/process.ts';
import { order } from '../order/index.ts';
import { product } from '../product/index.ts';

// The names are part of the storage format: never rename.
/**
 * What fulfilment asks. A refusal comes at once; an answer is missing for long only where something is down, and half an hour of that
 * cancels no order.
 */
export const asks = {
  reserve: ask(product, 'ReserveStock', {
    within: 'PT30M',
    undo: { command: 'ReleaseStock', data: ({ holder }) => ({ holder }) },
  }),
  charge: ask(account, 'ChargeAccount', {
    within: 'PT30M',
    undo: {
      command: 'RefundAccount',
      data: ({ orderId, currency, amount }) => ({ orderId, reference: 'fulfilment', currency, amount }),
    },
  }),
  pay: ask(order, 'PayOrderFromAccount', {
    within: 'PT30M',
    undo: { command: 'CancelOrder', data: () => ({ reason: 'The order could not be shipped.' }) },
  }),
  /** Until the order has shipped it can be cancelled by hand; from then on there is no way back. */
  ship: ask(order, 'ShipOrder', { within: 'PT15M', pivot: true }),
  handOver: ask(product, 'ShipStock', { within: 'PT15M', forward: true }),
  cancel: ask(order, 'CancelOrder', { within: 'PT15M', forward: true }),
};
