import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { cosmosClient } from '../../adapters/cosmos/index.ts';

/** An answer that a working Cosmos server does not give, and one in trouble, or a proxy before it, may. */
export interface OddAnswer {
  readonly status: number;
  readonly substatus?: number;
  readonly body: string;
}

/** A client of an account where each request for data gets the same odd answer. Counts them. */
export const clientOfAnswers = async ({ status, substatus, body }: OddAnswer) => {
  let requests = 0;
  const server = createServer((request, response) => {
    const isAccount = request.url === '/';
    if (!isAccount) requests += 1;
    const region = [{ name: 'here', databaseAccountEndpoint: endpoint() }];
    const account = { id: 'odd', writableLocations: region, readableLocations: region };
    const headers = substatus === undefined ? {} : { 'x-ms-substatus': String(substatus) };
    response.writeHead(isAccount ? 200 : status, headers).end(isAccount ? JSON.stringify(account) : body);
  });
  const endpoint = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const client = cosmosClient({ connectionString: `AccountEndpoint=${endpoint()};AccountKey=a2V5;` });
  return {
    client,
    requests: () => requests,
    close: async () => {
      client.dispose();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
};
