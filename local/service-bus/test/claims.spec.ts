import { createHmac } from 'node:crypto';
import rhea, { type EventContext } from 'rhea';
import { describe, expect, it } from 'vitest';
import { verifySharedAccessSignature } from '../links/shared-access-signature.ts';
import { failureOf, givenBroker, givenClient } from './support/broker.ts';

const declare = { queues: [{ name: 'orders' }] };
const key = { name: 'Root', key: 'secret' };
const now = Date.UTC(2026, 0, 1);

function signed(resource: string, expiresAt: number, secret = key.key, name = key.name): string {
  const [sr, se] = [encodeURIComponent(resource), Math.floor(expiresAt / 1000)];
  const signature = createHmac('sha256', secret).update(`${sr}\n${se}`).digest('base64');
  return `SharedAccessSignature sr=${sr}&sig=${encodeURIComponent(signature)}&se=${se}&skn=${name}`;
}

describe('claims', () => {
  it('are refused when the key is wrong', async () => {
    const { connectionString } = await givenBroker({ declare });
    const forged = connectionString.replace(/SharedAccessKey=[^;]+/, 'SharedAccessKey=bm90IHRoZSBrZXk=');
    const sending = givenClient({ connectionString: forged }, 2000).createSender('orders').sendMessages({ body: 1 });
    expect(await failureOf(sending)).toMatchObject({ code: 'UnauthorizedAccess' });
  });

  it('are wanted before a link is opened', async () => {
    const { connectionString } = await givenBroker({ declare });
    const port = Number(/127\.0\.0\.1:(\d+)/.exec(connectionString)?.[1]);
    const connection = rhea.create_container().connect({ host: '127.0.0.1', port, reconnect: false });
    const refused = new Promise<unknown>((resolve) => {
      connection.on('sender_error', ({ sender }: EventContext) => resolve(sender?.error));
    });
    connection.open_sender('orders');
    expect(await refused).toMatchObject({ condition: 'amqp:unauthorized-access' });
    connection.close();
  });

  it('are taken with the key that the broker was started with', async () => {
    const server = await givenBroker({ declare, key: 'bXkgb3duIGtleQ==' });
    await givenClient(server).createSender('orders').sendMessages({ body: 1 });
  });

  it('cover what the token names, until it expires', () => {
    const token = signed('sb://127.0.0.1:5672/orders', now + 60_000);
    expect(verifySharedAccessSignature(token, key, now)).toEqual({ path: 'orders', expiresAt: now + 60_000 });
    expect(verifySharedAccessSignature(token, key, now + 60_000)).toBeUndefined();
  });

  it.each([
    ['another secret', signed('sb://host/orders', now + 60_000, 'other')],
    ['another name', signed('sb://host/orders', now + 60_000, key.key, 'Other')],
    ['another resource', signed('sb://host/orders', now + 60_000).replace('orders', 'events')],
    ['no expiry', signed('sb://host/orders', now + 60_000).replace(/&se=\d+/, '')],
    ['a broken escape', 'SharedAccessSignature sr=%ZZ&sig=%ZZ&se=1&skn=%ZZ'],
    ['no token at all', 'Bearer x'],
  ])('are refused for %s', (_, token) => {
    expect(verifySharedAccessSignature(token, key, now)).toBeUndefined();
  });
});
