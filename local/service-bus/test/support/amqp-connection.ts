import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import rhea, { type Connection, type ConnectionOptions, type EventContext } from 'rhea';
import { expect, onTestFinished } from 'vitest';
import type { ServiceBusServer } from '../../index.ts';

/** The port that a broker speaks AMQP on. */
export function portOf({ connectionString }: ServiceBusServer): number {
  return Number(/127\.0\.0\.1:(\d+)/.exec(connectionString)?.[1]);
}

/** Connects with plain AMQP and puts a token for the whole namespace, valid for ten minutes. */
export async function givenAuthorizedConnection(
  server: ServiceBusServer,
  options: Partial<ConnectionOptions> = {},
): Promise<Connection> {
  const port = portOf(server);
  const connection = rhea.create_container().connect({ host: '127.0.0.1', port, reconnect: false, ...options });
  onTestFinished(() => connection.close());
  await putToken(connection, server);
  return connection;
}

/** Puts a token for the whole namespace, valid for ten minutes. */
async function putToken(connection: Connection, server: ServiceBusServer): Promise<void> {
  const key = /SharedAccessKey=([^;]+)/.exec(server.connectionString)?.[1] ?? '';
  const [resource, expiry] = [encodeURIComponent('sb://127.0.0.1/'), Math.floor(Date.now() / 1000) + 600];
  const signature = createHmac('sha256', key).update(`${resource}\n${expiry}`).digest('base64');
  const answers = connection.open_receiver({ name: 'answers', source: '$cbs', target: 'answers' });
  const questions = connection.open_sender({ target: '$cbs' });
  questions.once('sendable', () => {
    questions.send({
      message_id: 'put',
      reply_to: 'answers',
      application_properties: {
        operation: 'put-token',
        type: 'servicebus.windows.net:sastoken',
        name: 'sb://127.0.0.1/',
      },
      body: `SharedAccessSignature sr=${resource}&sig=${encodeURIComponent(signature)}&se=${expiry}&skn=RootManageSharedAccessKey`,
    });
  });
  const [context] = (await once(answers, 'message')) as [EventContext];
  expect(context.message?.application_properties).toMatchObject({ 'status-code': 202 });
}
