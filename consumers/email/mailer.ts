import { z } from 'zod';
import type { Consumer } from '../../application/consumers/consumer.ts';
import type { CloudEvent } from '../../application/messages/cloud-event.ts';
import { Undeliverable } from '../../application/undeliverable.ts';
import { customerContracts, orderContracts, type OrderMessage } from '../../domain/contracts.ts';
import type { MailStore, Recipient } from './mail-store.ts';
import { eraseRecipient, registerOrder } from './recipients.ts';
import { renderMail } from './render-mail.ts';

/** The ports of the mailer. */
export interface Mailing {
  readonly mails: MailStore;
  readonly clock: () => string;
}

/**
 * The outcome of a message: its mail was stored; it was handled before; it is about an order of an erased customer; a customer was
 * erased because of it; or its contract does not concern mails.
 */
export type MailingOutcome = 'kept' | 'duplicate' | 'recipient-erased' | 'erased' | 'not-applicable';

/**
 * The email consumer: makes one mail for each message about an order, also when the message is delivered repeatedly, and none for
 * a customer who was erased, in whatever order the messages arrive. Throws {@link Undeliverable} on a message that breaks its
 * contract, or is about an order whose placement is missing: messages come in order, so that will not come any more.
 */
export const mailer = ({ mails, clock }: Mailing) =>
  ({
    name: 'email',
    handle: async (event: CloudEvent): Promise<MailingOutcome> => {
      if (event.type === customerErased) {
        await eraseRecipient(mails, readData(customerContracts[customerErased], event).customerId);
        return 'erased';
      }
      const message = readOrderMessage(event);
      return message === undefined ? 'not-applicable' : keepMail(mails, event, message, clock());
    },
  }) satisfies Consumer;

const customerErased = 'shop.customer-erased.v1';

const keepMail = async (
  mails: MailStore,
  { id, streamversion }: CloudEvent,
  message: OrderMessage,
  renderedAt: string,
): Promise<MailingOutcome> => {
  const recipient = await recipientOf(mails, message);
  if (recipient.status === 'erased') return 'recipient-erased';
  const taken = await mails.inbox.take({
    status: 'rendered',
    messageId: id,
    orderId: message.data.orderId,
    customerId: recipient.customerId,
    ...renderMail(message),
    contract: message.type,
    orderVersion: streamversion,
    renderedAt,
  });
  switch (taken) {
    case 'taken':
      return 'kept';
    case 'duplicate':
      return 'duplicate';
    case 'closed':
      return 'recipient-erased';
  }
};

/** Only the placement contains the customer; for later messages it is in the directory. */
const recipientOf = async (mails: MailStore, { type, data }: OrderMessage): Promise<Recipient> => {
  if (type === 'shop.order-placed.v1') return registerOrder(mails, data.orderId, data.customerId);
  const recipient = await mails.directory.recipientOf(data.orderId);
  if (recipient === undefined)
    throw new Undeliverable(
      `The recipient of order ${data.orderId} is unknown: the message that it was placed was not taken.`,
    );
  return recipient;
};

const readOrderMessage = (event: CloudEvent): OrderMessage | undefined => {
  const { type } = event;
  if (!isOrderContract(type)) return undefined;
  const message = { type, data: readData(orderContracts[type], event) };
  return isOrderMessage(message) ? message : undefined;
};

const readData = <Data>(contract: z.ZodType<Data>, { type, data }: CloudEvent): Data => {
  const parsed = contract.safeParse(data);
  if (!parsed.success) throw new Undeliverable(`The message breaks ${type}: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
};

const isOrderContract = (type: string): type is keyof typeof orderContracts => Object.hasOwn(orderContracts, type);

/** The schema of the named contract has parsed the data: all that the type says. */
const isOrderMessage = (message: {
  readonly type: keyof typeof orderContracts;
  readonly data: unknown;
}): message is OrderMessage => isOrderContract(message.type);
