import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What becomes of a request: it goes through; it is lost; or it is carried out, and its answer is lost. */
export type Fate = 'passes' | 'is lost' | 'loses its answer';

/** A server that passes requests on to another one, or loses them. */
export interface LossyProxy {
  readonly address: string;
  /** Decides on each request from now on; everything passes until it is asked for. */
  decide(fateOf: (method: string, path: string) => Fate): void;
  close(): Promise<void>;
}

/** Starts a proxy before the server at this address. */
export const lossyProxy = async (target: string): Promise<LossyProxy> => {
  let fateOf: (method: string, path: string) => Fate = () => 'passes';
  const { hostname, port } = new URL(target);
  const pass = (incoming: IncomingMessage, answer: ServerResponse): void => {
    const { method = '', url: path = '', headers } = incoming;
    const fate = fateOf(method, path);
    if (fate === 'is lost') return void incoming.socket.destroy();
    const outgoing = request({ hostname, port, method, path, headers }, (response) => {
      if (fate === 'loses its answer') {
        response.resume();
        response.on('end', () => incoming.socket.destroy());
        return;
      }
      answer.writeHead(response.statusCode ?? 500, response.headers);
      response.pipe(answer);
    });
    outgoing.on('error', () => incoming.socket.destroy());
    incoming.pipe(outgoing);
  };
  const server = createServer(pass);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    decide: (decision) => {
      fateOf = decision;
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
};
