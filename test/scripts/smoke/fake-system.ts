import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a route answers instead of what it should: an answer, no answer ever, or none on this connection. */
export type Odd =
  | { readonly status: number; readonly body?: string; readonly headers?: Readonly<Record<string, string>> }
  | 'silence'
  | 'hang up';

/** The routes that the smoke test uses. */
export type Route = 'health' | 'place' | 'view' | 'list' | 'mails' | 'cancel';

/** A request that came in. */
export interface Received {
  readonly route: Route | undefined;
  readonly headers: IncomingMessage['headers'];
}

/** As much of the API as one order needs, on a real socket, with answers that can be exchanged. */
export const startFakeSystem = async (odd: (route: Route, count: number) => Odd | undefined = () => undefined) => {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const route = routeOf(request);
    received.push({ route, headers: request.headers });
    request.resume();
    if (route === undefined) return void response.writeHead(404).end();
    const count = received.filter((one) => one.route === route).length;
    reply(request, response, odd(route, count) ?? rightAnswer(route, orderOf(request)));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    routes: (): readonly (Route | undefined)[] => received.map(({ route }) => route),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
};

const routes: readonly (readonly [Route, RegExp])[] = [
  ['health', /^GET \/api\/health$/],
  ['place', /^POST \/api\/orders\/[\w-]+\/place$/],
  ['view', /^GET \/api\/orders\/[\w-]+\?minVersion=1$/],
  ['list', /^GET \/api\/orders\?customerId=[\w-]+$/],
  ['mails', /^GET \/api\/orders\/[\w-]+\/mails$/],
  ['cancel', /^POST \/api\/orders\/[\w-]+\/cancel$/],
];

const routeOf = ({ method, url }: IncomingMessage): Route | undefined =>
  routes.find(([, pattern]) => pattern.test(`${method ?? ''} ${url ?? ''}`))?.[0];

const orderOf = ({ url }: IncomingMessage): string => /smoke-[\w-]+/.exec(url ?? '')?.[0] ?? '';

const reply = (request: IncomingMessage, response: ServerResponse, answer: Odd): void => {
  if (answer === 'silence') return;
  if (answer === 'hang up') request.socket.destroy();
  else response.writeHead(answer.status, answer.headers).end(answer.body);
};

const rightAnswer = (route: Route, orderId: string): Odd => {
  switch (route) {
    case 'health':
      return json(200, { status: 'healthy', checks: { eventStore: 'ok' } });
    case 'place':
      return json(201, { streamId: `order-${orderId}`, version: 1, events: [] });
    case 'view':
      return json(200, { orderId, version: 1 });
    case 'list':
      return json(200, { items: [{ orderId }], continuation: null });
    case 'mails':
      return json(200, { items: [{ messageId: `order-${orderId}:1` }] });
    case 'cancel':
      return json(200, { streamId: `order-${orderId}`, version: 2, events: [] });
  }
};

const json = (status: number, body: unknown): Odd => ({
  status,
  body: JSON.stringify(body),
  headers: { 'content-type': 'application/json' },
});
