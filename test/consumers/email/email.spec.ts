import { describe, expect, it } from 'vitest';
import { cloudEvent, type CloudEvent } from '../../../application/messages/cloud-event.ts';
import { Undeliverable } from '../../../application/undeliverable.ts';
import type { ListedMail } from '../../../consumers/email/mail.ts';
import { specTime } from '../../support/as-bob.ts';
import { commands, shop } from '../../support/shop.ts';
import { emailWorld } from './email-world.ts';

const published = async () => {
  const bobs = shop();
  await bobs.send('1', commands.place, commands.changeTea(6), commands.removeCake, commands.cancel);
  await bobs.publishing.deliver(bobs.feed());
  const messages = bobs.bus.sent().map(({ body }) => cloudEvent.parse(JSON.parse(JSON.stringify(body))));
  const { handle, mailsOf } = emailWorld();
  return { messages, mail: handle, mailsOf };
};

const first = (messages: readonly CloudEvent[]): CloudEvent => {
  const [found] = messages;
  if (found === undefined) throw new Error('No message was sent.');
  return found;
};
const wordsOf = (mails: readonly ListedMail[]) =>
  mails.map((mail) => mail.status === 'rendered' && [mail.subject, mail.text]);

describe('The email consumer', () => {
  it('renders one mail for each message about an order', async () => {
    const { messages, mail, mailsOf } = await published();
    for (const message of messages) expect(await mail(message)).toBe('kept');
    const mails = await mailsOf('1');
    expect(wordsOf(mails)).toEqual([
      ['We have your order 1', '5 × Earl Grey: EUR 22.50\n1 × Victoria sponge: EUR 11.61\nTotal: EUR 34.11'],
      ['Your order 1 has changed', 'tea: 6 instead of 5.'],
      ['Your order 1 has changed', 'cake was taken out.'],
      ['Your order 1 is cancelled', 'Reason: rain'],
    ]);
    expect(mails[1]).toMatchObject({
      messageId: 'order-1:2',
      customerId: 'bob',
      contract: 'shop.order-quantity-changed.v1',
      orderVersion: 2,
      renderedAt: specTime,
    });
  });

  it('makes a mail for every step of an order', async () => {
    const bobs = shop();
    await bobs.send('1', commands.place, commands.confirm, commands.pay, commands.ship, commands.deliver);
    await bobs.publishing.deliver(bobs.feed());
    const { handle, mailsOf } = emailWorld();
    for (const { body } of bobs.bus.sent()) await handle(body);
    const [, ...steps] = await mailsOf('1');
    expect(wordsOf(steps)).toEqual([
      ['Your order 1 is confirmed', 'It can no longer be changed.'],
      ['Your order 1 is paid', 'Thank you.'],
      ['Your order 1 is on its way', 'It has left our house.'],
      ['Your order 1 has arrived', 'Enjoy.'],
    ]);
  });

  it('renders nothing twice, however often a message comes', async () => {
    const { messages, mail, mailsOf } = await published();
    for (const message of [...messages, ...messages]) await mail(message);
    expect(await mail(first(messages))).toBe('duplicate');
    expect(await mailsOf('1')).toHaveLength(4);
  });

  it('gives the mails about an order in the order of its versions, part by part', async () => {
    const { messages, mail, mailsOf } = await published();
    for (const message of messages) await mail(message);
    const versions = async (after: number, atMost: number) =>
      (await mailsOf('1', after, atMost)).map(({ orderVersion }) => orderVersion);
    expect(await versions(0, 3)).toEqual([1, 2, 3]);
    expect(await versions(2, 3)).toEqual([3, 4]);
    expect(await versions(4, 3)).toEqual([]);
  });

  it('leaves contracts that it knows nothing of to others', async () => {
    const { messages, mail, mailsOf } = await published();
    const unknown = { ...first(messages), type: 'shop.order-placed.v2' };
    expect(await mail(unknown)).toBe('not-applicable');
    expect(await mailsOf('1')).toEqual([]);
  });

  it('ignores what a newer publisher adds to a contract', async () => {
    const { messages, mail } = await published();
    const placed = first(messages);
    expect(await mail({ ...placed, tenant: 'x', data: { ...placed.data, gift: true } })).toBe('kept');
  });

  it('can never take a message that breaks its contract, and says how', async () => {
    const { messages, mail } = await published();
    const broken = mail({ ...first(messages), data: { orderId: '1' } });
    await expect(broken).rejects.toThrow(Undeliverable);
    await expect(broken).rejects.toThrow(/breaks shop\.order-placed\.v1.*customerId/s);
  });

  it('can never take a message about an order whose placement never came', async () => {
    const { messages, mail } = await published();
    const early = mail(first(messages.slice(1)));
    await expect(early).rejects.toThrow(Undeliverable);
    await expect(early).rejects.toThrow('The recipient of order 1 is unknown');
  });
});
