import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Broker } from '../entities/index.ts';
import { explainListenError } from '../../service-process.ts';
import { answerGet, type HttpAnswer } from './routes.ts';

/** The administration side of the broker. */
export interface Administration {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Serves what people and scripts ask: health, entities with their counts, and a look at messages. On 127.0.0.1 only.
 *
 * @throws StartupError when the port is in use.
 */
export async function startAdministration(broker: Broker, port: number): Promise<Administration> {
  const server = createServer((request, response) => write(response, answer(broker, request)));
  try {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
  } catch (error) {
    throw explainListenError(error as NodeJS.ErrnoException, port, 'ANNAL_SERVICE_BUS_ADMINISTRATION_PORT');
  }
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function answer(broker: Broker, request: IncomingMessage): HttpAnswer {
  if (request.method !== 'GET') return { status: 405, body: { status: 405, title: 'Only GET is answered here' } };
  try {
    return answerGet(broker, new URL(request.url ?? '/', 'http://127.0.0.1'));
  } catch (error) {
    return { status: 500, body: { status: 500, title: 'The request failed', detail: String(error) } };
  }
}

function write(response: ServerResponse, { status, body }: HttpAnswer): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
  response.end(`${JSON.stringify(body, null, 2)}\n`);
}
