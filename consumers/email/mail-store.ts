import type { ListedMail, RenderedMail } from './mail.ts';

/** The recipient of the mails about an order; 'erased' permanently once that person has been erased. */
export type Recipient = { readonly status: 'active'; readonly customerId: string } | { readonly status: 'erased' };

/**
 * The directory of recipients. An order is opened for a recipient, or closed; the first of both is final, except that closing an
 * open order erases its recipient. Every call may be repeated.
 */
export interface RecipientDirectory {
  /**
   * The recipient of an order; undefined when the order was neither opened nor closed. Where it was closed by another process within
   * the last minutes, it may still be given as open: {@link Inbox.take} knows better.
   */
  recipientOf(orderId: string): Promise<Recipient | undefined>;

  /** Opens the order for mails to a customer, unless it was opened or closed before. */
  open(orderId: string, customerId: string): Promise<void>;

  /** Closes the order: removes its recipient; from then on the inbox accepts no mail about it. */
  close(orderId: string): Promise<void>;

  /**
   * Lists an order under its customer, so that an erasure finds it, then answers whether the customer has been marked as erased.
   * Either this sees the mark, or {@link ordersOf} after {@link markErased} sees the order.
   */
  list(customerId: string, orderId: string): Promise<Recipient['status']>;

  /** Marks a customer as erased, permanently. */
  markErased(customerId: string): Promise<void>;

  /** Orders that are listed under a customer, at most so many. */
  ordersOf(customerId: string, atMost: number): Promise<readonly string[]>;

  /** Removes an order from the list of its customer. */
  unlist(customerId: string, orderId: string): Promise<void>;
}

/** The inbox: the messages that were handled. */
export interface Inbox {
  /**
   * Adds the mail to the outbox, which marks its message as handled: once, and only while the order is open.
   * 'duplicate' when the message was handled before, which after a lost answer may be this very call.
   */
  take(mail: RenderedMail): Promise<'taken' | 'duplicate' | 'closed'>;
}

/** The outbox: the mails that were rendered. */
export interface Outbox {
  /** The mails about versions of an order above `after`, in the order of versions, at most so many; damaged ones as such. */
  mailsAbout(orderId: string, after: number, atMost: number): Promise<readonly ListedMail[]>;

  /** Empties every mail about an order: removes recipient, subject and text, and keeps the rest. */
  empty(orderId: string): Promise<void>;
}

/** The email consumer's own store. Inbox, outbox and the directory's orders share one transaction for each order. */
export interface MailStore {
  readonly directory: RecipientDirectory;
  readonly inbox: Inbox;
  readonly outbox: Outbox;
}
