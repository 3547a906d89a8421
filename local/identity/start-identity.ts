import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { explainListenError, foreignRequest, type LocalService } from '@annal/local-server';
import { answerIdentity, type IdentityAnswer, type Issuing } from './answer.ts';
import { signingKey } from './signing-key.ts';

/** How the issuer shall be started. */
export interface IdentityOptions {
  /** 0 or absent: any free port. */
  readonly port?: number;
  /** Folder for the key; without one it lasts as long as the server. */
  readonly data?: string;
  /** Whom the tokens are for, unless asked otherwise. */
  readonly audience?: string;
}

/** A running issuer. */
export interface IdentityServer extends LocalService {
  /** `http://127.0.0.1:PORT`: its address, and what tokens call it. */
  readonly issuer: string;
}

const usualAudience = 'annal';

/**
 * Starts an OpenID issuer for development, on 127.0.0.1: metadata, keys, and a token for whoever asks, under any name and with
 * any roles. Rejects with a StartupError when the port is taken.
 */
export async function startIdentity(options: IdentityOptions = {}): Promise<IdentityServer> {
  const { port = 0, data, audience = usualAudience } = options;
  const key = await signingKey(data && join(data, 'signing-key.json'));
  const server = createServer((request, response) => void answer(issuing(), request, response));
  const issuing = (): Issuing => ({ issuer: issuerOf(server.address() as AddressInfo), audience, key });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(explainListenError(error, port, 'ANNAL_IDENTITY_PORT')));
    server.listen(port, '127.0.0.1', resolve);
  });
  const { issuer } = issuing();
  return {
    issuer,
    address: issuer,
    close: async () => {
      server.close();
      server.closeIdleConnections();
      await once(server, 'close');
    },
  };
}

const issuerOf = ({ port }: AddressInfo): string => `http://127.0.0.1:${port}`;

async function answer(issuing: Issuing, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { status, type, body } = await answerTo(issuing, request);
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store', connection: 'close' }).end(body);
}

async function answerTo(issuing: Issuing, { method, headers, url }: IncomingMessage): Promise<IdentityAnswer> {
  const refused = (status: number, body: string) => ({ status, type: 'text/plain; charset=utf-8', body });
  const foreign = foreignRequest(headers);
  if (foreign !== undefined) return refused(403, foreign);
  const path = URL.parse(url ?? '/', issuing.issuer);
  if (path === null) return refused(400, 'That is no address.');
  return method === 'GET' || method === 'HEAD' ? answerIdentity(issuing, path) : refused(405, 'Only GET, please.');
}
