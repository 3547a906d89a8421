import {
  declareConsumer,
  type Effect,
  type Message,
  type Taking,
} from '../../application/consumers/declare-consumer.ts';
import { Undeliverable } from '../../application/undeliverable.ts';
import { customerContracts, orderContracts, type OrderMessage } from '../../domain/contracts.ts';
import { emailContainers, type MailDocument } from './containers.ts';
import { eraseCustomer, listOrder } from './customer-orders.ts';
import type { RenderedMail } from './mail.ts';
import { addTo, closeUnopened, openWith, recipientOf } from './order-mails.ts';
import { renderMail } from './render-mail.ts';

type OrderTold = OrderMessage & Pick<Message, 'event'>;

type PlacementTold = Extract<OrderTold, { readonly type: 'shop.order-placed.v1' }>;

type AboutOrder<Told extends Message> = Taking<Told, MailDocument, typeof emailContainers, unknown>;

type MailEffect = Effect<MailDocument>;

const mailOf = (
  { message, now }: Pick<AboutOrder<OrderTold>, 'message' | 'now'>,
  customerId: string,
): RenderedMail => ({
  status: 'rendered',
  messageId: message.event.id,
  orderId: message.data.orderId,
  customerId,
  ...renderMail(message),
  contract: message.type,
  orderVersion: message.event.streamversion,
  renderedAt: now,
});

/**
 * The order is listed under its customer before it is opened: an erasure that begins in between finds it, and closes it first. An order
 * of an erased customer is closed, without a trace of the customer.
 */
const openOrder = async (taking: AboutOrder<PlacementTold>): Promise<MailEffect> => {
  const { orderId, customerId } = taking.message.data;
  if ((await listOrder(taking.containers.customers(customerId), orderId)) === 'active')
    return { outcome: 'kept', operations: openWith(mailOf(taking, customerId)) };
  const isUnopened = (await recipientOf(taking.home)) === undefined;
  return { outcome: 'recipient-erased', operations: isUnopened ? closeUnopened : [] };
};

/** Only the placement contains the customer; for later messages it is in the store. */
const addMail = async (taking: AboutOrder<OrderTold>): Promise<MailEffect> => {
  const recipient = await recipientOf(taking.home);
  switch (recipient?.status) {
    case 'active':
      return { outcome: 'kept', operations: addTo(mailOf(taking, recipient.customerId)) };
    case 'erased':
      return { outcome: 'recipient-erased' };
    case undefined:
      throw new Undeliverable(
        `The recipient of order ${taking.message.data.orderId} is unknown: the message that it was placed was not taken.`,
      );
  }
};

const ofOrder = { in: 'mails', partition: ({ orderId }: { readonly orderId: string }) => orderId } as const;

const laterOn = { ...ofOrder, take: addMail } as const;

/**
 * The email consumer: makes one mail for each message about an order, and none for a customer who was erased, in whatever order the
 * messages arrive. A message about an order whose placement is missing can never be taken: messages come in order, so that will not come
 * any more.
 */
export const emailConsumer = declareConsumer({
  name: 'email',
  contracts: { ...orderContracts, ...customerContracts },
  containers: emailContainers,
  hears: {
    'shop.order-placed.v1': { ...ofOrder, take: openOrder },
    'shop.order-quantity-changed.v1': laterOn,
    'shop.order-line-removed.v1': laterOn,
    'shop.order-confirmed.v1': laterOn,
    'shop.order-paid.v1': laterOn,
    'shop.order-shipped.v1': laterOn,
    'shop.order-delivered.v1': laterOn,
    'shop.order-cancelled.v1': laterOn,
    'shop.customer-erased.v1': {
      in: 'customers',
      partition: ({ customerId }) => customerId,
      take: async ({ message, containers }) => {
        await eraseCustomer(containers, message.data.customerId);
        return { outcome: 'erased' };
      },
    },
  },
});
