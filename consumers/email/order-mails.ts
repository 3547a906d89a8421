import { erasedMailOf, type ListedMail, type RenderedMail } from './mail.ts';
import type { Damaged, Found, Operation } from '../../application/consumers/containers.ts';
import type { MailDocument, OrderMails } from './containers.ts';
import { neverOpen, close, openedId, openId, opening, whileOpen } from './open-once.ts';

/** The recipient of the mails about an order; 'erased' permanently once that person has been erased. */
export type Recipient = { readonly status: 'active'; readonly customerId: string } | { readonly status: 'erased' };

/** The recipient of an order; undefined when the order was neither opened nor closed. */
export const recipientOf = async (order: OrderMails): Promise<Recipient | undefined> => {
  const active = await activeRecipient(order);
  if (active !== undefined) return active;
  if ((await order.read(openedId)) === undefined) return undefined;
  return (await activeRecipient(order)) ?? { status: 'erased' }; // or it was opened between the two reads
};

const activeRecipient = async (order: OrderMails): Promise<Recipient | undefined> => {
  const document = (await order.read(openId))?.document;
  return document?.status === 'open' ? { status: 'active', customerId: document.customerId } : undefined;
};

/** The steps that open an order for mails to a customer, with its first mail. Refused when it was opened or closed before. */
export const openWith = (mail: RenderedMail) => [
  ...opening({ status: 'open', customerId: mail.customerId } as const),
  adding(mail),
];

/** The steps that add a mail to an order. Refused when the order is not open. */
export const addTo = (mail: RenderedMail) => [whileOpen, adding(mail)];

/** The step that keeps an order from being opened, without a trace of its customer. */
export const closeUnopened = [neverOpen];

/** As many digits as the largest version has: in the order of ids, mails are in the order of versions. */
const digits = String(Number.MAX_SAFE_INTEGER).length;

const prefix = 'mail:';

const idOf = (orderVersion: number): string => `${prefix}${String(orderVersion).padStart(digits, '0')}`;

const adding = (mail: RenderedMail) => ({ type: 'create', id: idOf(mail.orderVersion), document: mail }) as const;

/** As many as one transaction may change. */
const mailsInBatch = 100;

/**
 * Removes a person from an order: closes it, so that no mail is added any more, then empties every mail. A damaged mail is removed: it
 * may name the person. After a crash the next call continues with the remaining mails.
 */
export const eraseFrom = async (order: OrderMails): Promise<void> => {
  await close(order);
  for (let after = ''; ;) {
    const mails = await order.list({ prefix, after, atMost: mailsInBatch });
    const last = mails.at(-1);
    if (last === undefined) return;
    if ((await order.batch(mails.flatMap(emptying))) === 'done') after = last.id; // or somebody has changed one of them meanwhile
  }
};

const emptying = (found: Found<MailDocument> | Damaged): readonly Operation<MailDocument>[] => {
  const { id, revision } = found;
  if ('damage' in found) return [{ type: 'remove', id, revision }];
  if (found.document.status !== 'rendered') return [];
  return [{ type: 'replace', id, revision, document: erasedMailOf(found.document) }];
};

/** The mails about versions of an order above `after`, in the order of versions, at most so many; damaged ones as such. */
export const mailsAbout = async (
  order: OrderMails,
  { orderId, after, atMost }: { readonly orderId: string; readonly after: number; readonly atMost: number },
): Promise<readonly ListedMail[]> =>
  (await order.list({ prefix, after: idOf(after), atMost })).map(({ id, ...found }) => {
    const damaged = { status: 'damaged', orderId, orderVersion: Number(id.slice(prefix.length)) } as const;
    if ('damage' in found) return damaged;
    const { document } = found;
    return document.status === 'rendered' || document.status === 'erased' ? document : damaged;
  });
