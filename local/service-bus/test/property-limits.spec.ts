import { describe, expect, it } from 'vitest';
import { bodiesOf, failureOf, givenBroker, givenClient } from './support/broker.ts';

const kilobyte = 1024;
const declare = { queues: [{ name: 'orders' }] };

async function given() {
  const client = givenClient(await givenBroker({ declare }));
  return { sender: client.createSender('orders'), receiver: client.createReceiver('orders') };
}

describe('the properties of a message', () => {
  it('may have 32 KB each, and 64 KB together with all that precedes the body', async () => {
    const { sender, receiver } = await given();
    const applicationProperties = { a: 'x'.repeat(32 * kilobyte), b: 'x'.repeat(31 * kilobyte) };
    await sender.sendMessages({ body: 'fits', applicationProperties });
    expect(await receiver.receiveMessages(1)).toMatchObject([{ body: 'fits', applicationProperties }]);
  });

  it('are refused when one is larger, as what the service could not do', async () => {
    const { sender, receiver } = await given();
    const message = { body: 1, applicationProperties: { trace: 'x'.repeat(32 * kilobyte + 1) } };
    expect(await failureOf(sender.sendMessages(message))).toMatchObject({
      code: 'GeneralError',
      message: expect.stringMatching(/unable to process the request.*'trace' has more than 32768 bytes/),
    });
    expect(await receiver.peekMessages(1)).toEqual([]);
  });

  it('are refused when all of them are larger, also in a batch and on schedule, and nothing of it is taken', async () => {
    const { sender, receiver } = await given();
    const message = {
      body: 'large',
      applicationProperties: { a: 'x'.repeat(32_000), b: 'x'.repeat(32_000), c: 'x'.repeat(2000) },
    };
    const refusal = {
      code: 'MessageSizeExceeded',
      message: expect.stringContaining('The size quota for this stream (65536) has been exceeded'),
    };
    expect(await failureOf(sender.sendMessages(message))).toMatchObject(refusal);
    expect(await failureOf(sender.sendMessages([{ body: 'small' }, message]))).toMatchObject(refusal);
    const scheduled = sender.scheduleMessages(message, new Date(Date.now() + 60_000));
    expect(await failureOf(scheduled)).toMatchObject(refusal);
    expect(await receiver.peekMessages(1)).toEqual([]);
  });

  it('are not what a large body is about', async () => {
    const { sender, receiver } = await given();
    await sender.sendMessages({ body: 'x'.repeat(200 * kilobyte), applicationProperties: { kind: 'large' } });
    expect(bodiesOf(await receiver.receiveMessages(1))).toEqual(['x'.repeat(200 * kilobyte)]);
  });
});
