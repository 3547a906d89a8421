import { erasedMailOf, type Mail } from '../../consumers/email/mail.ts';
import type { Inbox, MailStore, Outbox, Recipient, RecipientDirectory } from '../../consumers/email/mail-store.ts';
import { jsonCopy } from '../stored-json.ts';

type Recipients = Map<string, Recipient>;
type Mails = Map<string, Mail>;

/** A mail store that forgets on restart. */
export const inMemoryMailStore = (): MailStore => {
  const recipients: Recipients = new Map();
  const mails: Mails = new Map();
  return { directory: directoryOf(recipients), inbox: inboxOf(recipients, mails), outbox: outboxOf(mails) };
};

const directoryOf = (recipients: Recipients): RecipientDirectory => {
  const erased = new Set<string>();
  const listed = new Map<string, Set<string>>();
  return {
    recipientOf: async (orderId) => recipients.get(orderId),
    open: async (orderId, customerId) => {
      if (!recipients.has(orderId)) recipients.set(orderId, { status: 'active', customerId });
    },
    close: async (orderId) => void recipients.set(orderId, { status: 'erased' }),
    list: async (customerId, orderId) => {
      listed.set(customerId, (listed.get(customerId) ?? new Set()).add(orderId));
      return erased.has(customerId) ? 'erased' : 'active';
    },
    markErased: async (customerId) => void erased.add(customerId),
    ordersOf: async (customerId, atMost) => [...(listed.get(customerId) ?? [])].slice(0, atMost),
    unlist: async (customerId, orderId) => void listed.get(customerId)?.delete(orderId),
  };
};

const inboxOf = (recipients: Recipients, mails: Mails): Inbox => {
  const taken = new Set<string>();
  return {
    take: async (mail) => {
      if (recipients.get(mail.orderId)?.status !== 'active') return 'closed';
      const mark = JSON.stringify([mail.orderId, mail.messageId]);
      if (taken.has(mark)) return 'duplicate';
      taken.add(mark);
      mails.set(mark, jsonCopy(mail));
      return 'taken';
    },
  };
};

const outboxOf = (mails: Mails): Outbox => ({
  mailsAbout: async (orderId, after, atMost) =>
    [...mails.values()]
      .filter((mail) => mail.orderId === orderId && mail.orderVersion > after)
      .sort((one, other) => one.orderVersion - other.orderVersion)
      .slice(0, atMost)
      .map((mail) => jsonCopy(mail)),
  empty: async (orderId) => {
    for (const [place, mail] of mails) if (mail.orderId === orderId) mails.set(place, erasedMailOf(mail));
  },
});
