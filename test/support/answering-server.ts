import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { cosmosClient } from '../../adapters/cosmos/index.ts';

/** An answer that a working server of the local stack does not give, and one in Azure, or a proxy before it, may. */
export interface OddAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
  /** Whether the connection ends in the middle of the body. */
  readonly isCutOff?: boolean;
}

/** The answer to one request for data, of those with this method the n-th from 0; undefined for none at all, ever. */
export type Answering = (method: string, count: number) => OddAnswer | undefined;

const container = { partitionKey: { paths: ['/streamId'], kind: 'Hash', version: 2 } };
const oneRange = { _rid: 'odd', PartitionKeyRanges: [{ id: '0', minInclusive: '', maxExclusive: 'FF' }] };

/** A client of an account whose data is answered by hand; the account itself and the plans of queries are in order. */
export const clientOfAnswers = async (answering: Answering, requestTimeoutMs?: number) => {
  const counts = new Map<string, number>();
  const server = createServer((request, response) => {
    const region = [{ name: 'here', databaseAccountEndpoint: endpoint() }];
    const account = { id: 'odd', writableLocations: region, readableLocations: region };
    if (request.url === '/') return void response.end(JSON.stringify(account));
    if (request.headers['x-ms-cosmos-is-query-plan-request'] !== undefined) return void response.end('{}');
    if (request.url?.endsWith('/docs') === false && !request.url.includes('/docs/'))
      return void response.end(JSON.stringify(request.url.endsWith('/pkranges') ? oneRange : container));
    const method = request.method ?? '';
    const count = counts.get(method) ?? 0;
    counts.set(method, count + 1);
    const answer = answering(method, count);
    if (answer !== undefined) answerWith(response, answer);
  });
  const endpoint = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const connection = { connectionString: `AccountEndpoint=${endpoint()};AccountKey=a2V5;` };
  const client = cosmosClient(connection, requestTimeoutMs === undefined ? {} : { requestTimeoutMs });
  return {
    client,
    /** The requests for data so far. */
    requests: () => [...counts.values()].reduce((sum, count) => sum + count, 0),
    close: async () => {
      client.dispose();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
};

const answerWith = (response: ServerResponse, { status, headers, body, isCutOff = false }: OddAnswer): void => {
  if (!isCutOff) return void response.writeHead(status, headers).end(body);
  response.writeHead(status, { ...headers, 'content-length': String(Buffer.byteLength(body)) });
  // Half of what the headers promise, and then the end of the connection, once that is on its way.
  response.write(body.slice(0, body.length / 2), () => response.destroy());
};
