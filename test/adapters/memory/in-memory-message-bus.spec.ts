import { describe, expect, it } from 'vitest';
import { inMemoryMessageBus } from '../../../adapters/memory/index.ts';
import { MessageTooLarge, type OutgoingMessage } from '../../../application/messages/message-bus.ts';

const message = (streamId: string, version: number, note = ''): OutgoingMessage => ({
  messageId: `${streamId}:${version}`,
  sessionId: streamId,
  properties: { category: 'order' },
  body: {
    specversion: '1.0',
    id: `${streamId}:${version}`,
    source: 'urn:annal:order',
    type: 'shop.order-placed.v1',
    subject: '1',
    time: '2026-11-21T09:00:00.000Z',
    datacontenttype: 'application/json',
    streamid: streamId,
    streamversion: version,
    correlationid: 'correlation-1',
    data: { note },
  },
});

const idsOf = (messages: readonly OutgoingMessage[]) => messages.map(({ messageId }) => messageId);

describe('The in-memory message bus', () => {
  it('keeps messages in the order of their sending, over all sessions and within each', async () => {
    const bus = inMemoryMessageBus();
    await bus.send([message('order-1', 1), message('order-2', 1)]);
    await bus.send([message('order-1', 2)]);
    expect(idsOf(bus.sent())).toEqual(['order-1:1', 'order-2:1', 'order-1:2']);
    expect(idsOf(bus.sent('order-1'))).toEqual(['order-1:1', 'order-1:2']);
  });

  it('drops a message whose id it has seen', async () => {
    const bus = inMemoryMessageBus();
    await bus.send([message('order-1', 1, 'the first')]);
    await bus.send([message('order-1', 1, 'sent again'), message('order-1', 2)]);
    expect(bus.sent()).toEqual([message('order-1', 1, 'the first'), message('order-1', 2)]);
  });

  it('refuses a message that a broker would not take, after the ones before it', async () => {
    const bus = inMemoryMessageBus();
    const messages = [message('order-1', 1), message('order-1', 2, 'x'.repeat(300_000)), message('order-1', 3)];
    await expect(bus.send(messages)).rejects.toThrow(MessageTooLarge);
    expect(idsOf(bus.sent())).toEqual(['order-1:1']);
  });

  it('shares nothing with what it was sent', async () => {
    const bus = inMemoryMessageBus();
    const sent = message('order-1', 1, 'as sent');
    await bus.send([sent]);
    sent.body.data['note'] = 'changed afterwards';
    expect(bus.sent()[0]?.body.data).toEqual({ note: 'as sent' });
  });
});
