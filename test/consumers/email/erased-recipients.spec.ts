import { beforeEach, describe, expect, it } from 'vitest';
import type { CloudEvent } from '../../../application/messages/cloud-event.ts';
import type { DocumentStore } from '../../../application/consumers/document-store.ts';
import { Undeliverable } from '../../../application/undeliverable.ts';
import { emailOver, emailWorld } from './email-world.ts';
import { changedMessage, erasedMessage, placedMessage } from './mail-messages.ts';

let world: ReturnType<typeof emailWorld>;
const mail = (message: CloudEvent) => world.handle(message);
const statusesOf = (orderId: string) => world.statusesOf(orderId);
const expectNothingOfBob = async (...orderIds: readonly string[]) => {
  expect(await world.ordersOf('bob')).toEqual([]);
  for (const orderId of orderIds) {
    expect(await world.recipientOf(orderId)).toEqual({ status: 'erased' });
    expect(await statusesOf(orderId)).not.toContain('rendered');
  }
};

beforeEach(() => {
  world = emailWorld();
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
    expect(await mail(changedMessage('1', 2))).toBe('recipient-erased');
    for (const message of [placedMessage('1', 'bob'), changedMessage('1', 2), erasedMessage('bob')])
      expect(await mail(message)).toBe('duplicate');
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

  it('leaves no mail that names it, damaged ones included, and the others of its order are emptied', async () => {
    for (const message of [placedMessage('1', 'bob'), changedMessage('1', 2), changedMessage('1', 3)])
      await mail(message);
    const mails = world.documents('mails');
    const id = `mail:${'2'.padStart(16, '0')}`;
    await mails.batch('1', [{ type: 'put', id, body: { status: 'rendered', customerId: 'bob', subject: 7 } }]);
    expect(await statusesOf('1')).toEqual(['rendered', 'damaged', 'rendered']);
    await mail(erasedMessage('bob'));
    expect(await statusesOf('1')).toEqual(['erased', 'erased']);
    expect(JSON.stringify(await mails.list('1', { prefix: '', atMost: 100 }))).not.toContain('bob');
  });

  it('has more mails about one order than one transaction may change, and all are emptied', async () => {
    await mail(placedMessage('1', 'bob'));
    for (let version = 2; version <= 101; version += 1) await mail(changedMessage('1', version));
    await mail(erasedMessage('bob'));
    expect(await statusesOf('1')).toEqual(Array.from({ length: 101 }, () => 'erased'));
  });

  it('gets no mail that was on its way while it was erased', async () => {
    await mail(placedMessage('1', 'bob'));
    const { documents } = world;
    let isErased = false;
    const slow: DocumentStore = (name) => ({
      ...documents(name),
      batch: async (partition, operations) => {
        if (!isErased) expect(await mail(erasedMessage('bob'))).toBe('erased');
        isErased = true;
        return documents(name).batch(partition, operations);
      },
    });
    expect(await emailOver(slow).handle(changedMessage('1', 2))).toBe('recipient-erased');
    expect(await statusesOf('1')).toEqual(['erased']);
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
