import type { OrderMessage } from '../../domain/contracts.ts';
import { amountText } from './amount-text.ts';

/** The subject and the text of a mail. */
export interface MailText {
  readonly subject: string;
  readonly text: string;
}

/** What the customer reads about what happened to an order. */
export const renderMail = ({ type, data }: OrderMessage): MailText => {
  const order = `order ${data.orderId}`;
  switch (type) {
    case 'shop.order-placed.v1': {
      const { currency, lines, net } = data;
      const rows = lines.map((line) => `${line.quantity} × ${line.name}: ${amountText(line.net, currency)}`);
      return { subject: `We have your ${order}`, text: [...rows, `Total: ${amountText(net, currency)}`].join('\n') };
    }
    case 'shop.order-quantity-changed.v1':
      return { subject: `Your ${order} has changed`, text: `${data.sku}: ${data.to} instead of ${data.from}.` };
    case 'shop.order-line-removed.v1':
      return { subject: `Your ${order} has changed`, text: `${data.sku} was taken out.` };
    case 'shop.order-confirmed.v1':
      return { subject: `Your ${order} is confirmed`, text: 'It can no longer be changed.' };
    case 'shop.order-paid.v1':
      return { subject: `Your ${order} is paid`, text: 'Thank you.' };
    case 'shop.order-shipped.v1':
      return { subject: `Your ${order} is on its way`, text: 'It has left our house.' };
    case 'shop.order-delivered.v1':
      return { subject: `Your ${order} has arrived`, text: 'Enjoy.' };
    case 'shop.order-cancelled.v1':
      return { subject: `Your ${order} is cancelled`, text: `Reason: ${data.reason}` };
  }
};
