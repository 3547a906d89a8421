import { ServiceBusClient } from '@azure/service-bus';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { startServiceBus, type ServiceBusServer } from '../index.ts';
import { bodiesOf, closeQuietly, failureOf, givenBroker, quickRetries, receiveOne } from './support/broker.ts';

const declare = { queues: [{ name: 'orders' }, { name: 'steps', properties: { requiresSession: true } }] };
const portOf = ({ connectionString }: { connectionString: string }) => /:(\d+)\/;/.exec(connectionString)?.[1] ?? '';

/** Connects the real SDK through a web socket, and closes it when the test ends. */
function givenWebSocketClient({ connectionString, certificate }: ServiceBusServer): ServiceBusClient {
  const client = new ServiceBusClient(connectionString, {
    retryOptions: quickRetries,
    webSocketOptions: { webSocket: WebSocket, webSocketConstructorOptions: { ca: certificate } },
  });
  onTestFinished(() => closeQuietly(client));
  return client;
}

/** The status that answers a web socket which is not let in. */
async function refusalOf(url: string, subprotocols: string[], options = {}): Promise<number | undefined> {
  const [, response] = (await once(new WebSocket(url, subprotocols, options), 'unexpected-response')) as [
    unknown,
    IncomingMessage,
  ];
  return response.statusCode;
}

describe('a client in a web socket', () => {
  it('sends, receives, settles, asks and holds sessions as over TCP', async () => {
    const client = givenWebSocketClient(await givenBroker({ declare }));
    const large = 'x'.repeat(200_000);
    await client.createSender('orders').sendMessages([{ body: large }]);
    await client.createSender('orders').sendMessages({ body: 'second' });
    const receiver = client.createReceiver('orders');
    expect(bodiesOf(await receiver.peekMessages(2))).toEqual([large, 'second']);
    await receiver.completeMessage(await receiveOne(receiver));
    expect(bodiesOf(await receiver.receiveMessages(2))).toEqual(['second']);
    await client.createSender('steps').sendMessages({ body: 1, sessionId: 'a' });
    const session = await client.acceptNextSession('steps');
    await session.setSessionState('begun');
    expect(bodiesOf(await session.receiveMessages(1))).toEqual([1]);
    expect(await session.getSessionState()).toBe('begun');
  });

  it('comes back after its connection was cut', async () => {
    const server = await givenBroker({ declare });
    const client = givenWebSocketClient(server);
    const sender = client.createSender('orders');
    await sender.sendMessages({ body: 'before' });
    server.faults.dropConnections();
    await sender.sendMessages({ body: 'after' });
    expect(bodiesOf(await client.createReceiver('orders').receiveMessages(2))).toEqual(['before', 'after']);
  });

  it('must know the key', async () => {
    const server = await givenBroker({ declare });
    const connectionString = server.connectionString.replace(/SharedAccessKey=[^;]*/, 'SharedAccessKey=d3Jvbmc=');
    const stranger = givenWebSocketClient({ ...server, connectionString });
    const failure = await failureOf(stranger.createSender('orders').sendMessages({ body: 1 }));
    expect(failure).toMatchObject({ code: 'UnauthorizedAccess' });
  });

  it('is let in at either port, by either name of the protocol, and not in the way of a stop', async () => {
    const server = await startServiceBus({ port: 0, administrationPort: 0, data: ':memory:' });
    const ports = [portOf(server), new URL(server.administrationUrl).port];
    const address = (port: string) => `ws://127.0.0.1:${port}/$servicebus/websocket`;
    const opened = ports.flatMap((port) => ['amqp', 'AMQPWSB10'].map((name) => new WebSocket(address(port), name)));
    await Promise.all(opened.map((socket) => once(socket, 'open')));
    expect(opened.map(({ protocol }) => protocol)).toEqual(['amqp', 'AMQPWSB10', 'amqp', 'AMQPWSB10']);
    const closed = opened.map((socket) => once(socket, 'close'));
    await server.close();
    await Promise.all(closed);
  });

  it.each([{ origin: 'https://evil.example' }, { origin: 'null' }, { headers: { host: 'evil.example' } }])(
    'is turned away when a browser opened it for a page of another site: %o',
    async (options) => {
      const server = await givenBroker();
      for (const port of [portOf(server), new URL(server.administrationUrl).port]) {
        const address = `ws://127.0.0.1:${port}/$servicebus/websocket`;
        expect(await refusalOf(address, ['amqp'], options)).toBe(403);
      }
    },
  );

  it('may be a page of this machine', async () => {
    const address = `ws://127.0.0.1:${portOf(await givenBroker())}/$servicebus/websocket`;
    const socket = new WebSocket(address, 'amqp', { origin: 'http://localhost:3000' });
    await once(socket, 'open');
    socket.close();
  });

  it('is turned away from other paths, and when it speaks something else', async () => {
    const server = await givenBroker();
    const address = `ws://127.0.0.1:${portOf(server)}`;
    expect(await refusalOf(`${address}/elsewhere`, ['amqp'])).toBe(404);
    expect(await refusalOf(`${address}/$servicebus/websocket`, ['mqtt'])).toBe(400);
    expect(await refusalOf(`${address}/$servicebus/websocket`, [])).toBe(400);
  });
});
