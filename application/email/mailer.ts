import { cloudEvent } from '../messages/cloud-event.ts';
import type { Mailbox } from '../mailbox.ts';
import { orderContracts, type OrderMessage } from '../order/contracts.ts';
import { renderMail } from './render-mail.ts';

/** What the mailer needs from outside. */
export interface Mailing {
  readonly mailbox: Mailbox;
  readonly clock: () => string;
}

/** How a message ended. A contract that mails know nothing of is 'not-applicable': others may listen to it. */
export type MailingOutcome = 'kept' | 'duplicate' | 'not-applicable';

/**
 * The email consumer: one mail for each message about an order, once, however often the message comes.
 * Throws on a message that cannot be read, or whose order it never heard of: the broker brings it again, and at last to the
 * dead letters.
 */
export const mailer =
  ({ mailbox, clock }: Mailing) =>
  async (body: unknown): Promise<MailingOutcome> => {
    const { id, type, streamversion, data } = cloudEvent.parse(body);
    const message = readOrderMessage(type, data);
    if (message === undefined) return 'not-applicable';
    const { orderId } = message.data;
    const customerId = await recipientOf(message, mailbox);
    return mailbox.keep({
      messageId: id,
      orderId,
      customerId,
      ...renderMail(message),
      contract: type,
      orderVersion: streamversion,
      renderedAt: clock(),
    });
  };

/** Whom an order belongs to is said once, when it is placed. Later messages find it in the mails that we keep. */
const recipientOf = async (message: OrderMessage, mailbox: Mailbox): Promise<string> => {
  if (message.type === 'shop.order-placed.v1') return message.data.customerId;
  const [first] = await mailbox.about(message.data.orderId);
  if (first === undefined) throw new Error(`No mail says whose order ${message.data.orderId} is.`);
  return first.customerId;
};

const readOrderMessage = (type: string, data: unknown): OrderMessage | undefined => {
  if (!isOrderContract(type)) return undefined;
  const message = { type, data: orderContracts[type].parse(data) };
  return isOrderMessage(message) ? message : undefined;
};

const isOrderContract = (type: string): type is keyof typeof orderContracts => Object.hasOwn(orderContracts, type);

/** The schema of the named contract has parsed the data: all that the type says. */
const isOrderMessage = (message: {
  readonly type: keyof typeof orderContracts;
  readonly data: unknown;
}): message is OrderMessage => isOrderContract(message.type);
