import type { Mail, RenderedMail } from './mail.ts';

/** Who gets the mails about an order; 'erased' for ever once that person has been erased. */
export type Recipient = { readonly status: 'active'; readonly customerId: string } | { readonly status: 'erased' };

/**
 * The directory: whose order is it? An order is opened for a recipient or closed, and what comes first stays, except that closing
 * an open order erases its recipient. Everything may be repeated.
 */
export interface RecipientDirectory {
  /** The recipient of an order; undefined when the order was neither opened nor closed. */
  recipientOf(orderId: string): Promise<Recipient | undefined>;

  /** Opens the order for mails to a customer, unless it was opened or closed before. */
  open(orderId: string, customerId: string): Promise<void>;

  /** Closes the order: its recipient is gone, and from now on the inbox takes no mail about it. */
  close(orderId: string): Promise<void>;

  /**
   * Lists an order under its customer, so that an erasure finds it, then answers whether the customer has been marked as erased.
   * Either this sees the mark, or {@link ordersOf} after {@link markErased} sees the order.
   */
  list(customerId: string, orderId: string): Promise<Recipient['status']>;

  /** Marks a customer as erased, for good. */
  markErased(customerId: string): Promise<void>;

  /** Orders that are listed under a customer, at most so many. */
  ordersOf(customerId: string, atMost: number): Promise<readonly string[]>;

  /** Removes an order from the list of its customer. */
  unlist(customerId: string, orderId: string): Promise<void>;
}

/** The inbox: which messages were taken. */
export interface Inbox {
  /**
   * Marks the mail's message as taken and adds the mail to the outbox: both or neither, and only while the order is open.
   * 'duplicate' when the message was taken before, which after a lost answer may be this very call.
   */
  take(mail: RenderedMail): Promise<'taken' | 'duplicate' | 'closed'>;
}

/** The outbox: the mails that were rendered. */
export interface Outbox {
  /** The mails about an order that tell of a version above `after`, in the order of versions, at most so many. */
  mailsAbout(orderId: string, after: number, atMost: number): Promise<readonly Mail[]>;

  /** Empties every mail about an order: recipient, subject and text are gone, the rest stays. */
  empty(orderId: string): Promise<void>;
}

/** The email consumer's own store. Inbox, outbox and the directory's orders share one transaction for each order. */
export interface MailStore {
  readonly directory: RecipientDirectory;
  readonly inbox: Inbox;
  readonly outbox: Outbox;
}
