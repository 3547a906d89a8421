import { beforeEach, describe, expect, it } from 'vitest';
import type { Mail, Mailbox } from '../../../application/mailbox.ts';

const mail = (orderId: string, orderVersion: number, subject = 'Thank you'): Mail => ({
  messageId: `order-${orderId}:${orderVersion}`,
  orderId,
  customerId: 'bob',
  subject,
  text: 'Dear Bob,\n\nthank you for your order of 5 €.\n',
  contract: 'shop.order-placed.v1',
  orderVersion,
  renderedAt: '2026-11-21T09:00:00.000Z',
});

/** What every mailbox promises. `make` gives an empty one. */
export const mailboxContract = (name: string, make: () => Promise<Mailbox>): void => {
  describe(`${name} keeps the promises of a mailbox`, () => {
    let mailbox: Mailbox;

    beforeEach(async () => {
      mailbox = await make();
    });

    it('has no mails about an order that nobody has heard of', async () => {
      expect(await mailbox.about('1')).toEqual([]);
    });

    it('gives a mail back exactly as it was kept', async () => {
      expect(await mailbox.keep(mail('1', 1))).toBe('kept');
      expect(await mailbox.about('1')).toEqual([mail('1', 1)]);
    });

    it('keeps one mail for a message, the first, however often the message comes', async () => {
      await mailbox.keep(mail('1', 1, 'the first'));
      expect(await mailbox.keep(mail('1', 1, 'the second'))).toBe('duplicate');
      expect((await mailbox.about('1')).map(({ subject }) => subject)).toEqual(['the first']);
    });

    it('gives the mails about an order in the order of its versions, whichever was kept first', async () => {
      for (const version of [10, 2, 1]) await mailbox.keep(mail('1', version));
      expect((await mailbox.about('1')).map(({ orderVersion }) => orderVersion)).toEqual([1, 2, 10]);
    });

    it('gives only the mails about the order that was asked for', async () => {
      await mailbox.keep(mail('1', 1));
      await mailbox.keep(mail('2', 1));
      expect(await mailbox.about('2')).toEqual([mail('2', 1)]);
    });

    it('removes every mail to a customer, and no other, as often as it is told to', async () => {
      for (const orderId of ['1', '2']) await mailbox.keep(mail(orderId, 1));
      await mailbox.keep({ ...mail('3', 1), customerId: 'eve' });
      for (const customerId of ['bob', 'bob', 'nobody']) await mailbox.forget(customerId);
      expect(await Promise.all(['1', '2'].map((orderId) => mailbox.about(orderId)))).toEqual([[], []]);
      expect(await mailbox.about('3')).toHaveLength(1);
    });

    it('keeps exactly one of the same mails kept at once', async () => {
      const answers = await Promise.all(Array.from({ length: 8 }, () => mailbox.keep(mail('1', 1))));
      expect(answers.filter((answer) => answer === 'kept')).toHaveLength(1);
      expect(await mailbox.about('1')).toHaveLength(1);
    });
  });
};
