import { beforeEach, describe, expect, it } from 'vitest';
import type { CloudEvent } from '../../../application/messages/cloud-event.ts';
import { Undeliverable } from '../../../application/undeliverable.ts';
import { inMemoryMailStore } from '../../../adapters/email/index.ts';
import type { MailStore } from '../../../consumers/email/mail-store.ts';
import { mailer } from '../../../consumers/email/mailer.ts';
import { changedMessage, erasedMessage, placedMessage } from './mail-messages.ts';
import { specTime } from '../../support/as-bob.ts';

let store: MailStore;
const mail = (message: CloudEvent) => mailer({ mails: store, clock: () => specTime }).handle(message);
const statusesOf = async (orderId: string) =>
  (await store.outbox.mailsAbout(orderId, 0, 1_000)).map(({ status }) => status);
const expectNothingOfBob = async (...orderIds: readonly string[]) => {
  expect(await store.directory.ordersOf('bob', 1)).toEqual([]);
  for (const orderId of orderIds) {
    expect(await store.directory.recipientOf(orderId)).toEqual({ status: 'erased' });
    expect(await statusesOf(orderId)).not.toContain('rendered');
  }
};

beforeEach(() => {
  store = inMemoryMailStore();
});

describe('A customer who was erased', () => {
  it('is gone from all mails, which still tell that they were rendered', async () => {
    for (const message of [placedMessage('1', 'bob'), changedMessage('1', 2), placedMessage('2', 'bob')])
      await mail(message);
    expect(await mail(erasedMessage('bob'))).toBe('erased');
    expect([await statusesOf('1'), await statusesOf('2')]).toEqual([['erased', 'erased'], ['erased']]);
    await expectNothingOfBob('1', '2');
  });

  it('gets no mail from later messages about old orders, and none from messages that come again', async () => {
    await mail(placedMessage('1', 'bob'));
    await mail(erasedMessage('bob'));
    for (const message of [changedMessage('1', 2), placedMessage('1', 'bob'), changedMessage('1', 2)])
      expect(await mail(message)).toBe('recipient-erased');
    expect(await statusesOf('1')).toEqual(['erased']);
    await expectNothingOfBob('1');
  });

  it('gets no mail about an order whose placement comes only afterwards', async () => {
    await mail(erasedMessage('bob'));
    for (const message of [placedMessage('1', 'bob'), changedMessage('1', 2)])
      expect(await mail(message)).toBe('recipient-erased');
    expect(await statusesOf('1')).toEqual([]);
    await expectNothingOfBob('1');
  });

  it('is erased from every order, however many there are', async () => {
    const orderIds = Array.from({ length: 250 }, (_, index) => `${index}`);
    for (const orderId of orderIds) await mail(placedMessage(orderId, 'bob'));
    await mail(erasedMessage('bob'));
    await expectNothingOfBob(...orderIds);
  });

  it('takes no mail of anybody else along', async () => {
    for (const [orderId, customerId] of [
      ['1', 'bob'],
      ['2', 'eve'],
    ] as const)
      await mail(placedMessage(orderId, customerId));
    await mail(erasedMessage('bob'));
    expect(await mail(changedMessage('2', 2))).toBe('kept');
    expect(await statusesOf('2')).toEqual(['rendered', 'rendered']);
  });

  it('is announced by a contract; a message that breaks it can never be taken', async () => {
    const unreadable = mail({ ...erasedMessage('bob'), data: {} });
    await expect(unreadable).rejects.toThrow(Undeliverable);
    await expect(unreadable).rejects.toThrow('customerId');
  });
});
