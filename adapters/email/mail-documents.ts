import type { Mail } from '../../consumers/email/mail.ts';
import { documentIdFor } from '../document-id.ts';

// What is stored about mails. Part of the storage format: never rename.
// The documents of an order, in its partition of the container `mails`:

/** There as soon as the order was opened or closed, and never deleted: it lets an order be opened once. */
export const orderDocument = (orderId: string) => ({ id: 'order', orderId });

/** The id of the recipient's document, which is there while the order is open. */
export const recipientId = 'recipient';

/** Says whose order it is. */
export const recipientDocument = (orderId: string, customerId: string) => ({ id: recipientId, orderId, customerId });

/**
 * A mail in the outbox, which also marks its message as taken. Earlier releases kept a mark `taken:…` beside it, which nobody reads any
 * more.
 */
export const mailDocument = (mail: Mail) => ({ id: documentIdFor(`mail:${mail.messageId}`), ...mail });

// The documents of a customer, in its partition of the container `mail-recipients`:

/** The mark of a customer who was erased. */
export const erasedDocument = (customerId: string) => ({ id: 'erased', customerId });

/** Lists an order under its customer. */
export const listedDocument = (customerId: string, orderId: string) => ({
  id: documentIdFor(`order:${orderId}`),
  customerId,
  orderId,
});
