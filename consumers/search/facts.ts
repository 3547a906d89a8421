import { z } from 'zod';
import type { CloudEvent } from '../../application/messages/cloud-event.ts';
import { Undeliverable } from '../../application/undeliverable.ts';
import {
  customerContracts as customers,
  orderContracts as orders,
  productContracts as products,
} from '../../domain/contracts.ts';
import { removedField } from './indexed-document.ts';
import { deleted, type Fact } from './registers.ts';
import type { Subject } from './search-index.ts';

/** What a message says, and about what. */
interface Said {
  readonly subject: Subject;
  readonly values: Fact['values'];
}

const ofOrder = (id: string, values: Fact['values']): Said => ({ subject: { kind: 'order', id }, values });
const ofProduct = (id: string, values: Fact['values']): Said => ({ subject: { kind: 'product', id }, values });
const ofCustomer = (id: string, values: Fact['values']): Said => ({ subject: { kind: 'customer', id }, values });

const countryIn = (country: string | undefined) => (country === undefined ? {} : { country });

/** Reads the data of a message and says what it means. Throws {@link Undeliverable} where it breaks the contract. */
const told =
  <Data>(contract: z.ZodType<Data>, say: (data: Data) => Said) =>
  ({ type, data }: CloudEvent): Said => {
    const parsed = contract.safeParse(data);
    if (!parsed.success) throw new Undeliverable(`The message breaks ${type}: ${z.prettifyError(parsed.error)}`);
    return say(parsed.data);
  };

/** What each contract says that is worth finding. */
const said: Readonly<Record<string, (event: CloudEvent) => Said>> = {
  'shop.order-placed.v1': told(
    orders['shop.order-placed.v1'],
    ({ orderId, customerId, currency, placedAt, country, lines }) =>
      ofOrder(orderId, {
        ...{ customerId, currency, placedAt, status: 'placed' },
        ...countryIn(country),
        lines: lines.map(({ sku, name, productId }) => ({ sku, name, ...(productId !== undefined && { productId }) })),
      }),
  ),
  'shop.order-line-removed.v1': told(orders['shop.order-line-removed.v1'], ({ orderId, sku }) =>
    ofOrder(orderId, { [removedField(sku)]: true }),
  ),
  'shop.order-confirmed.v1': told(orders['shop.order-confirmed.v1'], ({ orderId }) =>
    ofOrder(orderId, { status: 'confirmed' }),
  ),
  'shop.order-paid.v1': told(orders['shop.order-paid.v1'], ({ orderId }) => ofOrder(orderId, { status: 'paid' })),
  'shop.order-shipped.v1': told(orders['shop.order-shipped.v1'], ({ orderId }) =>
    ofOrder(orderId, { status: 'shipped' }),
  ),
  'shop.order-delivered.v1': told(orders['shop.order-delivered.v1'], ({ orderId }) =>
    ofOrder(orderId, { status: 'delivered' }),
  ),
  'shop.order-cancelled.v1': told(orders['shop.order-cancelled.v1'], ({ orderId }) =>
    ofOrder(orderId, { status: 'cancelled' }),
  ),
  'shop.product-added.v1': told(products['shop.product-added.v1'], ({ productId, ...fields }) =>
    ofProduct(productId, fields),
  ),
  'shop.product-renamed.v1': told(products['shop.product-renamed.v1'], ({ productId, name }) =>
    ofProduct(productId, { name }),
  ),
  'shop.product-price-changed.v1': told(products['shop.product-price-changed.v1'], ({ productId, to }) =>
    ofProduct(productId, { unitPrice: to }),
  ),
  'shop.product-discontinued.v1': told(products['shop.product-discontinued.v1'], ({ productId }) =>
    ofProduct(productId, { [deleted]: true }),
  ),
  'shop.customer-registered.v1': told(customers['shop.customer-registered.v1'], ({ customerId, country }) =>
    ofCustomer(customerId, { customerId, ...countryIn(country) }),
  ),
  'shop.customer-address-changed.v1': told(customers['shop.customer-address-changed.v1'], ({ customerId, country }) =>
    ofCustomer(customerId, { country }),
  ),
  'shop.customer-erased.v1': told(customers['shop.customer-erased.v1'], ({ customerId }) =>
    ofCustomer(customerId, { [deleted]: true }),
  ),
};

/** The contracts that search reads: what its subscription lets through. */
export const heardContracts: readonly string[] = Object.keys(said);

/** What a message says about its subject, at which version of it; undefined for a contract that does not concern search. */
export const factOf = (event: CloudEvent): (Fact & { readonly subject: Subject }) | undefined => {
  const { type, streamversion: at } = event;
  const read = Object.hasOwn(said, type) ? said[type] : undefined;
  return read && { at, ...read(event) };
};
