import { ServiceBusAdministrationClient } from '@azure/service-bus';
import { spawn } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { stat, writeFile } from 'node:fs/promises';
import { request } from 'node:https';
import { connect } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { connect as connectSecurely } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { startServiceBus } from '../index.ts';
import { administrationOf } from './support/administration.ts';
import { failureOf, givenBroker } from './support/broker.ts';
import { givenDataFolder } from './support/data-folder.ts';

const declare = { queues: [{ name: 'orders' }] };
const portOf = ({ connectionString }: { connectionString: string }) => Number(/:(\d+)\/;/.exec(connectionString)?.[1]);

/** Sends bytes, and gives the first ones that come back. */
async function answerTo(socket: ReturnType<typeof connect>, sent: string): Promise<string> {
  socket.write(sent);
  const [chunk] = (await once(socket, 'data')) as [Buffer];
  socket.destroy();
  return chunk.toString('latin1');
}

const amqpHeader = 'AMQP\u0003\u0001\u0000\u0000';

describe('the one port of a broker', () => {
  it('speaks AMQP and HTTP, in the clear and over TLS', async () => {
    const server = await givenBroker({ declare });
    const port = portOf(server);
    const securely = () => connectSecurely({ port, host: '127.0.0.1', ca: server.certificate });
    expect(await answerTo(connect(port, '127.0.0.1'), amqpHeader)).toMatch(/^AMQP/);
    expect(await answerTo(securely(), amqpHeader)).toMatch(/^AMQP/);
    const asked = 'GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n';
    expect(await answerTo(connect(port, '127.0.0.1'), asked)).toMatch(/^HTTP\/1\.1 200/);
    expect(await answerTo(securely(), asked)).toMatch(/^HTTP\/1\.1 200/);
  });

  it('answers a client that would rather speak HTTP/2', async () => {
    const server = await givenBroker();
    const asked =
      'GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: \r\n\r\n';
    expect(await answerTo(connect(portOf(server), '127.0.0.1'), asked)).toMatch(/^HTTP\/1\.1 200/);
  });

  it.each(['127.0.0.1', 'localhost'])('has a certificate for %s, and for nothing else', async (host) => {
    const server = await givenBroker();
    const certificate = new X509Certificate(server.certificate);
    expect(certificate.checkIP('127.0.0.1')).toBe('127.0.0.1');
    expect(certificate.checkIP('::1')).toBe('::1');
    expect(certificate.checkHost('example.org')).toBeUndefined();
    const asking = request({ host, family: 4, port: portOf(server), path: '/health', ca: server.certificate }).end();
    const [response] = (await once(asking, 'response')) as [{ statusCode: number; resume(): void }];
    response.resume();
    expect(response.statusCode).toBe(200);
  });

  it('is not trusted by a client that was not told to, and goes on', async () => {
    const server = await givenBroker({ declare });
    const retryOptions = { maxRetries: 0 };
    const stranger = new ServiceBusAdministrationClient(server.connectionString, { retryOptions });
    expect(await failureOf(stranger.getQueue('orders'))).toMatchObject({ code: expect.stringContaining('CERT') });
    expect(await administrationOf(server).queueExists('orders')).toBe(true);
  });

  it('serves the unchanged client where the certificate of the data folder is among the extra authorities', async () => {
    const data = await givenDataFolder();
    const server = await givenBroker({ data, declare });
    const program = join(data, 'program.mjs');
    const sdk = import.meta.resolve('@azure/service-bus');
    await writeFile(
      program,
      `import sdk from '${sdk}';
       const client = new sdk.ServiceBusAdministrationClient('${server.connectionString}');
       console.log((await client.getQueue('orders')).name);`,
    );
    const env = { ...process.env, NODE_EXTRA_CA_CERTS: join(data, 'certificate.pem') };
    const child = spawn(process.execPath, [program], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    expect(await text(child.stdout)).toBe('orders\n');
  });

  it('keeps the key of its certificate to itself, and makes a new one for a file that is broken', async () => {
    const data = await givenDataFolder();
    const start = () => startServiceBus({ port: 0, administrationPort: 0, data });
    const first = await start();
    await first.close();
    expect((await stat(join(data, 'certificate-key.pem'))).mode & 0o077).toBe(0);
    await writeFile(join(data, 'certificate.pem'), 'cut sho');
    const second = await start();
    await second.close();
    expect(new X509Certificate(second.certificate).subject).toBe('CN=Local Service Bus');
    expect(second.certificate).not.toBe(first.certificate);
  });

  it('closes in time although a connection says nothing', async () => {
    const server = await startServiceBus({ port: 0, administrationPort: 0, data: ':memory:' });
    const silent = connect(portOf(server), '127.0.0.1');
    await once(silent, 'connect');
    const gone = once(silent, 'close');
    await server.close();
    await gone;
  });
});
