import { z } from 'zod';

/** A rendered mail on its way out. */
export const mailSchema = z
  .object({
    /** The id of the message that it answers: one message, one mail. */
    messageId: z.string(),
    orderId: z.string(),
    customerId: z.string(),
    subject: z.string(),
    text: z.string(),
    /** The contract of the message, and the version of the order that it tells of. */
    contract: z.string(),
    orderVersion: z.int().min(1),
    renderedAt: z.iso.datetime(),
  })
  .readonly();

/** A rendered mail on its way out. */
export type Mail = z.infer<typeof mailSchema>;

/** The outbox of rendered mails: the email consumer's own store, and its inbox too, as the mail itself is the mark. */
export interface Mailbox {
  /** Keeps a mail once: 'duplicate' when there is one for this message already, which after a lost answer may be this very one. */
  keep(mail: Mail): Promise<'kept' | 'duplicate'>;

  /** The mails about one order, in the order of the versions that they tell of. */
  about(orderId: string): Promise<readonly Mail[]>;

  /** Removes every mail to a customer. Doing it again, or for nobody, changes nothing. */
  forget(customerId: string): Promise<void>;
}
