import { beforeEach, describe, expect, it } from 'vitest';
import { erasedMailOf, type RenderedMail } from '../../../consumers/email/mail.ts';
import type { MailStore } from '../../../consumers/email/mail-store.ts';

/** A mail about an order of Bob's. */
export const mail = (orderId: string, orderVersion: number, subject = 'Thank you'): RenderedMail => ({
  status: 'rendered',
  messageId: `order-${orderId}:${orderVersion}`,
  orderId,
  customerId: 'bob',
  subject,
  text: 'Dear Bob,\n\nthank you for your order of 5 €.\n',
  contract: 'shop.order-placed.v1',
  orderVersion,
  renderedAt: '2026-11-21T09:00:00.000Z',
});

const everything = 1_000;
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

/** What every mail store promises. `make` gives an empty one. */
export const mailStoreContract = (name: string, make: () => Promise<MailStore>): void => {
  let store: MailStore;
  const mailsAbout = (orderId: string) => store.outbox.mailsAbout(orderId, 0, everything);
  beforeEach(async () => {
    store = await make();
  });

  describe(`${name} keeps the promises of a directory of recipients`, () => {
    it('knows no recipient of an order that was neither opened nor closed', async () => {
      expect(await store.directory.recipientOf('1')).toBeUndefined();
    });

    it('gives the recipient for whom an order was opened first', async () => {
      for (const customerId of ['bob', 'eve']) await store.directory.open('1', customerId);
      expect(await store.directory.recipientOf('1')).toEqual({ status: 'active', customerId: 'bob' });
      expect(await store.directory.recipientOf('2')).toBeUndefined();
    });

    it.each([
      ['before', ['close', 'open', 'close']],
      ['after', ['open', 'close', 'open']],
    ] as const)('has no recipient of an order that was closed %s it was opened', async (_, steps) => {
      for (const step of steps) await store.directory[step]('1', 'bob');
      expect(await store.directory.recipientOf('1')).toEqual({ status: 'erased' });
    });

    it('lists each order of a customer once, at most as many as are asked for, until it is removed', async () => {
      for (const orderId of ['1', '2', '3', '3', '4/ü']) await store.directory.list('bob', orderId);
      await store.directory.list('eve', '5');
      for (const orderId of ['2', '2', '5']) await store.directory.unlist('bob', orderId);
      expect([...(await store.directory.ordersOf('bob', everything))].sort()).toEqual(['1', '3', '4/ü']);
      expect(await store.directory.ordersOf('bob', 2)).toHaveLength(2);
      expect(await store.directory.ordersOf('eve', 2)).toEqual(['5']);
    });

    it('says from when on a customer is erased, and lists what it is given all the same', async () => {
      expect(await store.directory.list('bob', '1')).toBe('active');
      for (const customerId of ['bob', 'bob', 'nobody']) await store.directory.markErased(customerId);
      expect(await store.directory.list('bob', '2')).toBe('erased');
      expect(await store.directory.list('eve', '3')).toBe('active');
      expect([...(await store.directory.ordersOf('bob', everything))].sort()).toEqual(['1', '2']);
    });
  });

  describe(`${name} keeps the promises of an inbox`, () => {
    it('takes a message and keeps its mail exactly as it was rendered', async () => {
      await store.directory.open('1', 'bob');
      expect(await store.inbox.take(mail('1', 1))).toBe('taken');
      expect(await mailsAbout('1')).toEqual([mail('1', 1)]);
    });

    it('takes a message once and keeps its first mail, also of those that come at once', async () => {
      await store.directory.open('1', 'bob');
      const answers = await Promise.all(upTo(8).map(() => store.inbox.take(mail('1', 1, 'the first'))));
      expect(answers.filter((answer) => answer === 'taken')).toHaveLength(1);
      expect(await store.inbox.take(mail('1', 1, 'the second'))).toBe('duplicate');
      expect((await mailsAbout('1')).map((each) => each.status === 'rendered' && each.subject)).toEqual(['the first']);
    });

    it('takes nothing about an order that is not open', async () => {
      await store.directory.close('1');
      for (const orderId of ['1', '2']) {
        expect(await store.inbox.take(mail(orderId, 1))).toBe('closed');
        expect(await mailsAbout(orderId)).toEqual([]);
      }
    });

    it('lets no mail slip in behind the closing and emptying of its order', async () => {
      await store.directory.open('1', 'bob');
      const closing = async () => {
        await store.directory.close('1');
        await store.outbox.empty('1');
      };
      const [, ...answers] = await Promise.all([closing(), ...upTo(20).map((n) => store.inbox.take(mail('1', n)))]);
      const taken = upTo(20).filter((_, index) => answers[index] === 'taken');
      expect(await mailsAbout('1')).toEqual(taken.map((n) => erasedMailOf(mail('1', n))));
    });
  });

  describe(`${name} keeps the promises of an outbox`, () => {
    const given = async (orderId: string, versions: readonly number[]) => {
      await store.directory.open(orderId, 'bob');
      await Promise.all(versions.map((version) => store.inbox.take(mail(orderId, version))));
    };

    it('gives the mails about one order in the order of its versions, part by part', async () => {
      await given('1', [10, 2, 1, 9]);
      await given('2', [3]);
      const versions = async (after: number, atMost: number) =>
        (await store.outbox.mailsAbout('1', after, atMost)).map(({ orderVersion }) => orderVersion);
      expect(await versions(0, 3)).toEqual([1, 2, 9]);
      expect(await versions(2, 3)).toEqual([9, 10]);
      expect(await versions(10, 3)).toEqual([]);
    });

    it('empties every mail about an order, however many, and keeps that each was rendered', async () => {
      await given('1', upTo(101));
      await given('2', [1]);
      for (const orderId of ['1', '1', 'never placed']) await store.outbox.empty(orderId);
      expect(await mailsAbout('1')).toEqual(upTo(101).map((version) => erasedMailOf(mail('1', version))));
      expect(JSON.stringify(await mailsAbout('1'))).not.toMatch(/bob|Bob|Thank/);
      expect(await mailsAbout('2')).toEqual([mail('2', 1)]);
    });

    it('still knows the message of a mail that was emptied', async () => {
      await given('1', [1]);
      await store.outbox.empty('1');
      expect(await store.inbox.take(mail('1', 1))).toBe('duplicate');
    });
  });
};
