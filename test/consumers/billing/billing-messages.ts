import type { CloudEvent } from '../../../application/messages/cloud-event.ts';
import { specTime } from '../../support/as-bob.ts';

const messageOf = (
  [category, subject]: readonly [category: string, subject: string],
  version: number,
  type: string,
  data: object,
): CloudEvent => ({
  specversion: '1.0',
  id: `${category}-${subject}:${version}`,
  source: `urn:annal:${category}`,
  type,
  subject,
  time: specTime,
  datacontenttype: 'application/json',
  streamid: `${category}-${subject}`,
  streamversion: version,
  correlationid: 'correlation-1',
  data: { ...data },
});

const tea = { sku: 'tea', name: 'Earl Grey', unitPrice: 450, quantity: 5, discountPercent: 0, net: 2250 };
const cake = { sku: 'cake', name: 'Victoria sponge', unitPrice: 1290, quantity: 1, discountPercent: 10, net: 1161 };

/** What the order of the messages costs: 5 × tea and 1 × cake. */
export const wholeOrder = 3411;

/** The messages about an order, each with the version that it has there. */
export const ofOrder = (orderId: string, customerId = 'bob') => {
  const about = (version: number, type: string, data: object = {}): CloudEvent =>
    messageOf(['order', orderId], version, type, { orderId, ...data });
  return {
    placed: about(1, 'shop.order-placed.v1', {
      ...{ customerId, currency: 'EUR', lines: [tea, cake], gross: 3540, net: wholeOrder, placedAt: specTime },
    }),
    changed: about(2, 'shop.order-quantity-changed.v1', { sku: 'tea', from: 5, to: 6 }),
    paid: about(4, 'shop.order-paid.v1'),
    paidBy: (accountId: string) => about(4, 'shop.order-paid.v1', { accountId }),
    cancelled: about(5, 'shop.order-cancelled.v1', { reason: 'It rains' }),
  };
};

/** The message that an account got back money for an order. */
export const refundOf = (orderId: string, version: number, amount: number): CloudEvent =>
  messageOf(['account', 'main'], version, 'shop.account-refunded.v1', {
    ...{ accountId: 'main', orderId, currency: 'EUR', amount, reference: `back-${version}` },
  });
