import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { explainListenError } from '@annal/local-server';
import { emptyAnswer, type Answer } from './response-data.ts';

/** A listening HTTP server of the host. */
export interface HttpListener {
  readonly port: number;
  /** Takes no new connections, lets running requests be answered, closes. */
  close(): Promise<void>;
}

/**
 * Listens on 127.0.0.1, as `func start` does since 4.14, and answers with what `answer` says. Port 0 takes a free one.
 * Rejects with a StartupError when the port cannot be had.
 */
export async function listen(
  port: number,
  answer: (request: IncomingMessage) => Promise<Answer>,
): Promise<HttpListener> {
  const server = createServer((request, response) => void respond(request, response, answer));
  // Longer than a client's pool keeps a connection, so that it never writes into one that is being closed.
  server.keepAliveTimeout = 65_000;
  server.listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch (error) {
    throw explainListenError(error as NodeJS.ErrnoException, port, 'ANNAL_FUNCTIONS_PORT');
  }
  return { port: (server.address() as AddressInfo).port, close: () => close(server) };
}

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  answer: (request: IncomingMessage) => Promise<Answer>,
): Promise<void> {
  try {
    const { status, headers, body } = await answer(request);
    if (status === 413) response.setHeader('connection', 'close');
    const length = body instanceof Readable ? {} : lengthOf(status, body);
    response.writeHead(status, { ...headers, ...length } as Record<string, string | string[]>);
    if (body instanceof Readable) await pipeline(body, response);
    else response.end(body);
  } catch {
    // The caller went away, or a header cannot be written: there is nobody, or no way, to say more than this.
    if (response.headersSent) response.destroy();
    else response.writeHead(emptyAnswer(500).status).end();
  }
}

/** Told in advance, so that an answer is not sent in chunks; these two statuses have none (RFC 9110, 8.6). */
function lengthOf(status: number, body: Uint8Array | undefined): Record<string, string> {
  return status === 204 || status === 304 ? {} : { 'content-length': String(body?.length ?? 0) };
}

async function close(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeIdleConnections();
  await closed;
}
