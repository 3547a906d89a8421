import { z } from 'zod';

/** What stays of a mail whatever becomes of its recipient: that it was rendered, for which message, and when. */
const mailFacts = {
  messageId: z.string(),
  orderId: z.string(),
  /** The contract of the message, and the version of the order that it tells of. */
  contract: z.string(),
  orderVersion: z.int().min(1),
  renderedAt: z.iso.datetime(),
};

const renderedMail = z
  .object({
    status: z.literal('rendered'),
    ...mailFacts,
    customerId: z.string(),
    subject: z.string(),
    text: z.string(),
  })
  .readonly();

const erasedMail = z.object({ status: z.literal('erased'), ...mailFacts }).readonly();

/** A mail about an order: on its way out, or emptied because its recipient was erased. */
export const mailSchema = z.discriminatedUnion('status', [renderedMail, erasedMail]);

/** A mail about an order: on its way out, or emptied because its recipient was erased. */
export type Mail = z.infer<typeof mailSchema>;

/** A mail on its way out. */
export type RenderedMail = z.infer<typeof renderedMail>;

/** What is left of a mail to somebody who was erased. */
export const erasedMailOf = ({ messageId, orderId, contract, orderVersion, renderedAt }: Mail): Mail => ({
  status: 'erased',
  messageId,
  orderId,
  contract,
  orderVersion,
  renderedAt,
});
