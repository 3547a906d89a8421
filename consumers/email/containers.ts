import { z } from 'zod';
import type { Containers, DocumentOf } from '../../application/consumers/containers.ts';
import { erasedMail, renderedMail } from './mail.ts';
import { openedSchema } from './open-once.ts';

/** The recipient of the mails about an order, there while the order is open. */
const recipient = z.object({ status: z.literal('open'), customerId: z.string() }).readonly();

/** A customer who was not erased. */
const active = z.object({ status: z.literal('open') }).readonly();

/** An order of the customer whose partition it is in. */
const listedOrder = z.object({ status: z.literal('listed'), orderId: z.string() }).readonly();

/**
 * The containers of the email consumer. `mails` has one partition for each order, with the recipient and the mails; `customers` has one
 * for each customer, with the orders that an erasure must find. Part of the storage format: never rename.
 */
export const emailContainers = {
  mails: { documents: z.discriminatedUnion('status', [openedSchema, recipient, renderedMail, erasedMail]) },
  customers: { documents: z.discriminatedUnion('status', [openedSchema, active, listedOrder]) },
};

/** The containers at work. */
export type EmailContainers = Containers<typeof emailContainers>;

/** A document of `mails`. */
export type MailDocument = DocumentOf<typeof emailContainers.mails>;

/** The documents of one order. */
export type OrderMails = ReturnType<EmailContainers['mails']>;

/** The documents of one customer. */
export type CustomerOrders = ReturnType<EmailContainers['customers']>;
