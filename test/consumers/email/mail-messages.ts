import type { CloudEvent } from '../../../application/messages/cloud-event.ts';
import { specTime } from '../../support/as-bob.ts';

interface Told {
  readonly category: string;
  readonly subject: string;
  readonly version: number;
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

const messageOf = ({ category, subject, version, type, data }: Told): CloudEvent => ({
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
  data,
});

const orderMessage = (orderId: string, version: number, type: string, data: object): CloudEvent =>
  messageOf({ category: 'order', subject: orderId, version, type, data: { orderId, ...data } });

/** The first message about an order. */
export const placedMessage = (orderId: string, customerId: string): CloudEvent => {
  const data = { customerId, currency: 'EUR', lines: [], gross: 0, net: 0, placedAt: specTime };
  return orderMessage(orderId, 1, 'shop.order-placed.v1', data);
};

/** A later message about an order. */
export const changedMessage = (orderId: string, version: number): CloudEvent =>
  orderMessage(orderId, version, 'shop.order-quantity-changed.v1', { sku: 'tea', from: 1, to: version });

/** The message that a customer was erased. */
export const erasedMessage = (customerId: string): CloudEvent =>
  messageOf({
    category: 'customer',
    subject: customerId,
    version: 2,
    type: 'shop.customer-erased.v1',
    data: { customerId },
  });
