import type { CloudEvent } from '../../../application/messages/cloud-event.ts';
import { specTime } from '../../support/as-bob.ts';

/** A message about an entity of a category, at this version of it. */
const message =
  (category: string, idName: string) =>
  (id: string, version: number, what: string, data: object = {}): CloudEvent => ({
    specversion: '1.0',
    id: `${category}-${id}:${version}`,
    source: `urn:annal:${category}`,
    type: `shop.${category}-${what}.v1`,
    subject: id,
    time: specTime,
    datacontenttype: 'application/json',
    streamid: `${category}-${id}`,
    streamversion: version,
    correlationid: 'correlation-1',
    data: { [idName]: id, ...data },
  });

export const aboutOrder = message('order', 'orderId');
export const aboutProduct = message('product', 'productId');
export const aboutCustomer = message('customer', 'customerId');

/** An order of products, by their ids and names. */
export const placed = (orderId: string, customerId: string, products: Readonly<Record<string, string>>): CloudEvent =>
  aboutOrder(orderId, 1, 'placed', {
    ...{ customerId, currency: 'EUR', gross: 1, net: 1, placedAt: specTime },
    lines: Object.entries(products).map(([productId, name]) => ({
      ...{ sku: `sku-${productId}`, name, unitPrice: 1, quantity: 1, discountPercent: 0, net: 1, productId },
    })),
  });

export const added = (productId: string, name: string): CloudEvent =>
  aboutProduct(productId, 1, 'added', { name, category: 'Beverages', currency: 'EUR', unitPrice: 1_800 });

export const renamed = (productId: string, version: number, name: string): CloudEvent =>
  aboutProduct(productId, version, 'renamed', { name });
