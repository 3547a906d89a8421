import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { explainListenError } from '@annal/local-server';
import { answerRequest } from './answer-request.ts';
import { html, json, type Administered, type HttpAnswer } from './http-answer.ts';
import { bodyLimit, readBody } from './read-body.ts';

/** The administration side of the broker. */
export interface Administration {
  /** Also answers connections that came in at another port. */
  readonly server: Server;
  /** Listens on 127.0.0.1; 0 takes any free port. Gives the address. @throws StartupError when the port is in use. */
  listen(port: number): Promise<string>;
  close(): Promise<void>;
}

/** Prepares what people, scripts and `ServiceBusAdministrationClient` ask; silent until `listen`. */
export function createAdministration(administered: Administered): Administration {
  // Clients that would like HTTP/2 ask for it in passing, and are content with an answer in HTTP/1.1.
  const shouldUpgradeCallback = ({ headers }: IncomingMessage): boolean =>
    headers.upgrade?.toLowerCase() === 'websocket';
  const server = createServer(
    { shouldUpgradeCallback },
    (request, response) => void answer(administered, request, response),
  );
  return {
    server,
    async listen(port) {
      try {
        server.listen(port, '127.0.0.1');
        await once(server, 'listening');
      } catch (error) {
        throw explainListenError(error as NodeJS.ErrnoException, port, 'ANNAL_SERVICE_BUS_ADMINISTRATION_PORT');
      }
      const address = server.address();
      return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : port}`;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(administered: Administered, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    const body = await readBody(request);
    const answered =
      body === undefined
        ? json(413, { status: 413, title: `A request may have ${bodyLimit} bytes` })
        : await answerRequest(administered, request, body);
    write(response, request.method === 'HEAD' ? { ...answered, body: '' } : answered);
  } catch (error) {
    if (!response.headersSent) write(response, json(500, { status: 500, title: 'Failed', detail: String(error) }));
    response.destroy();
  }
}

function write(response: ServerResponse, { status, type, body, location }: HttpAnswer): void {
  const guards =
    type === html ? { 'content-security-policy': "default-src 'self'", 'referrer-policy': 'no-referrer' } : {};
  response.writeHead(status, {
    'content-type': type,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...guards,
    ...(location === undefined ? {} : { location }),
  });
  response.end(body);
}
