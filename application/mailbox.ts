/** A rendered mail on its way out. */
export interface Mail {
  /** The id of the message that it answers: one message, one mail. */
  readonly messageId: string;
  readonly orderId: string;
  readonly customerId: string;
  readonly subject: string;
  readonly text: string;
  /** The contract of the message, and the version of the order that it tells of. */
  readonly contract: string;
  readonly orderVersion: number;
  readonly renderedAt: string;
}

/** The outbox of rendered mails: the email consumer's own store, and its inbox too, as the mail itself is the mark. */
export interface Mailbox {
  /** Keeps a mail once: 'duplicate' when there is one for this message already, which after a lost answer may be this very one. */
  keep(mail: Mail): Promise<'kept' | 'duplicate'>;

  /** The mails about one order, in the order of the versions that they tell of. */
  about(orderId: string): Promise<readonly Mail[]>;
}
