import type { Mail, Mailbox } from '../../application/mailbox.ts';
import { jsonCopy } from './json-copy.ts';

/** A mailbox that forgets on restart. */
export const inMemoryMailbox = (): Mailbox => {
  const mails = new Map<string, Mail>();

  return {
    keep: async (mail) => {
      const place = JSON.stringify([mail.orderId, mail.messageId]);
      if (mails.has(place)) return 'duplicate';
      mails.set(place, jsonCopy(mail));
      return 'kept';
    },

    about: async (orderId) =>
      [...mails.values()]
        .filter((mail) => mail.orderId === orderId)
        .sort((one, other) => one.orderVersion - other.orderVersion)
        .map((mail) => jsonCopy(mail)),

    forget: async (customerId) => {
      for (const [place, mail] of mails) if (mail.customerId === customerId) mails.delete(place);
    },
  };
};
