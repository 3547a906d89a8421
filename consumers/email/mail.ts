import { z } from 'zod';

/** The part of a mail that stays after an erasure: for which message it was rendered, and when. */
const mailFacts = {
  messageId: z.string(),
  orderId: z.string(),
  /** The contract of the message, and the version of the order that it is about. */
  contract: z.string(),
  orderVersion: z.int().min(1),
  renderedAt: z.iso.datetime(),
};

/** A mail to be sent. */
export const renderedMail = z
  .object({
    status: z.literal('rendered'),
    ...mailFacts,
    customerId: z.string(),
    subject: z.string(),
    text: z.string(),
  })
  .readonly();

/** The rest of a mail whose recipient was erased. */
export const erasedMail = z.object({ status: z.literal('erased'), ...mailFacts }).readonly();

/** A mail about an order: to be sent, or emptied because its recipient was erased. */
export type Mail = RenderedMail | z.infer<typeof erasedMail>;

/** A mail to be sent. */
export type RenderedMail = z.infer<typeof renderedMail>;

/** The rest of a mail whose recipient was erased. */
export const erasedMailOf = ({ messageId, orderId, contract, orderVersion, renderedAt }: Mail): Mail => ({
  status: 'erased',
  messageId,
  orderId,
  contract,
  orderVersion,
  renderedAt,
});

/** A mail whose document was damaged: nothing of it can be read but its place. */
const damagedMail = z
  .object({ status: z.literal('damaged'), orderId: z.string(), orderVersion: z.int().min(1) })
  .readonly();

/** A mail as the outbox lists it. */
export const listedMailSchema = z.discriminatedUnion('status', [renderedMail, erasedMail, damagedMail]);

/** A mail as the outbox lists it. */
export type ListedMail = z.infer<typeof listedMailSchema>;
