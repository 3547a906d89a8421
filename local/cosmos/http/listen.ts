import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { explainListenError } from '@annal/local-server';
import { handleRequest, type HttpContext } from './handle-request.ts';

/** A listening server and the end of it. */
export interface Listener {
  readonly port: number;
  /** Answers what is under way, and takes nothing more. */
  readonly close: () => Promise<void>;
}

// The SDK keeps connections for longer than Node's default of five seconds, and does not repeat a POST that meets a
// connection in the moment of its closing.
const keepAliveMs = 120_000;

// How long a caller may take to finish what it began, once the server is told to end.
const graceMs = 5_000;

/** Listens on 127.0.0.1; port 0 means any. Throws a StartupError when the port cannot be had. */
export async function listen(context: HttpContext, port: number): Promise<Listener> {
  const server = createServer({ keepAliveTimeout: keepAliveMs, noDelay: true }, (message, response) => {
    // A connection that was busy when the server closed would otherwise stay open for as long as it may be kept alive.
    response.once('close', () => {
      if (!server.listening) setImmediate(() => server.closeIdleConnections());
    });
    void handleRequest(context, message, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(explainListenError(error, port, 'ANNAL_COSMOS_PORT')));
    server.listen(port, '127.0.0.1', resolve);
  });
  return { port: (server.address() as AddressInfo).port, close: () => close(server) };
}

async function close(server: Server): Promise<void> {
  const impatience = setTimeout(() => server.closeAllConnections(), graceMs);
  server.close();
  await once(server, 'close');
  clearTimeout(impatience);
}
