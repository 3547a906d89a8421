import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  MessageTooLarge,
  UnusableMessageId,
  type MessageBus,
  type OutgoingMessage,
} from '../../../application/messages/message-bus.ts';

/** A bus, and what has come out at its other end. */
export interface BusUnderTest {
  readonly bus: MessageBus;
  /** The messages of one session in the order in which a consumer gets them. */
  arrived(sessionId: string): Promise<readonly OutgoingMessage[]>;
  close(): Promise<void>;
}

/** A message as the publisher makes it, identified by stream and version. */
export const message = (streamId: string, version: number, text = 'Bob orders 5'): OutgoingMessage => ({
  messageId: `${streamId}:${version}`,
  sessionId: streamId,
  properties: { category: 'order', contract: 'shop.order-noted.v1' },
  body: {
    specversion: '1.0',
    id: `${streamId}:${version}`,
    source: 'urn:annal:order',
    type: 'shop.order-noted.v1',
    subject: '1',
    time: '2026-11-21T12:00:00.000Z',
    datacontenttype: 'application/json',
    streamid: streamId,
    streamversion: version,
    correlationid: 'call-7',
    data: { text, euro: '€', amount: 450, lines: [{ sku: 'tea' }] },
  },
});

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

/** The promises of {@link MessageBus}, each a rule that every bus keeps. */
export const messageBusContract = (name: string, open: () => Promise<BusUnderTest>): void => {
  describe(name, () => {
    let tested: BusUnderTest;
    /** Of this rule alone: elsewhere the broker may hold what others have sent. */
    let stream: string;
    beforeEach(async () => {
      tested = await open();
      stream = `order-${randomUUID()}`;
    });
    afterEach(() => tested.close());

    it('delivers a message as it was sent', async () => {
      await tested.bus.send([message(stream, 1)]);
      expect(await tested.arrived(stream)).toEqual([message(stream, 1)]);
    });

    it('keeps the order of sending within a session', async () => {
      await tested.bus.send(upTo(30).map((version) => message(stream, version)));
      await tested.bus.send([message(stream, 31)]);
      expect((await tested.arrived(stream)).map(({ body }) => body.streamversion)).toEqual(upTo(31));
    });

    it('keeps the order of each session also when many send at once', async () => {
      const streams = upTo(8).map((number) => `${stream}-${number}`);
      await Promise.all(streams.map((each) => tested.bus.send(upTo(5).map((version) => message(each, version)))));
      for (const each of streams)
        expect((await tested.arrived(each)).map(({ body }) => body.streamversion)).toEqual(upTo(5));
    });

    it('delivers a repeated message once', async () => {
      await tested.bus.send([message(stream, 1)]);
      await tested.bus.send([message(stream, 1), message(stream, 2)]);
      expect((await tested.arrived(stream)).map(({ messageId }) => messageId)).toEqual([`${stream}:1`, `${stream}:2`]);
    });

    it('takes nothing to send for sent', async () => {
      await expect(tested.bus.send([])).resolves.toBeUndefined();
    });

    it('refuses a message whose id or session is longer than 128 characters, and goes on with others', async () => {
      const longest = `order-${'x'.repeat(120)}`; // and ":1" behind it
      await tested.bus.send([message(longest, 1)]);
      await expect(tested.bus.send([message(longest, 10)])).rejects.toThrow(UnusableMessageId);
      const ofLongSession = { ...message(stream, 1), sessionId: 'x'.repeat(129) };
      await expect(tested.bus.send([ofLongSession])).rejects.toThrow(UnusableMessageId);
      await tested.bus.send([message(stream, 2)]);
      expect((await tested.arrived(stream)).map(({ messageId }) => messageId)).toEqual([`${stream}:2`]);
    });

    it('refuses a message that is too large before anything of it is sent, and goes on with others', async () => {
      const large = message(stream, 2, 'x'.repeat(2_000_000));
      await expect(tested.bus.send([large])).rejects.toThrow(MessageTooLarge);
      await tested.bus.send([message(stream, 1)]);
      expect((await tested.arrived(stream)).map(({ messageId }) => messageId)).toEqual([`${stream}:1`]);
    });
  });
};
