import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { HttpData, TypedData } from '../worker/rpc.ts';
import type { WorkerFunction } from './start-worker.ts';

interface Route {
  readonly fn: WorkerFunction;
  readonly methods: readonly string[];
  readonly pattern: RegExp;
}

/** Serves the routes of these functions under `/api`, in the order of their names. */
export const serveHttp = async (functions: readonly WorkerFunction[]) => {
  const routes = functions
    .toSorted((one, other) => (one.name.toLowerCase() < other.name.toLowerCase() ? -1 : 1))
    .map(routeOf);
  const server = createServer((request, response) => {
    answer(routes, request, response).catch(() => response.writeHead(500).end());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
};

/** Of templates only `{name}`, which is one segment, and `{*name}`, the rest: this app has no other. */
const routeOf = (fn: WorkerFunction): Route => {
  const { route = fn.name, methods, authLevel } = fn.trigger;
  if (authLevel !== 'anonymous') throw new Error(`${fn.name} asks for a key, and there are none.`);
  const template = String(route)
    .replace(/\{\*(\w+)\}/g, '(?<$1>.*)')
    .replace(/\{(\w+)\}/g, '(?<$1>[^/]+)');
  if (template.includes('{')) throw new Error(`The route of ${fn.name} is more than this host knows.`);
  const called = (methods as string[]).map((method) => method.toUpperCase());
  return { fn, methods: called, pattern: new RegExp(`^/api/${template}/?$`, 'i') };
};

const answer = async (routes: readonly Route[], request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const url = new URL(request.url ?? '/', `http://${String(request.headers.host)}`);
  const method = request.method ?? '';
  const body = await buffer(request);
  const route = routes.find(({ methods, pattern }) => methods.includes(method) && pattern.test(url.pathname));
  if (route === undefined) return void response.writeHead(404).end();
  const params = Object.entries(route.pattern.exec(url.pathname)?.groups ?? {});
  const http = requestOf(request, url, params, body);
  const texts = [...params, ...queryOf(url)].map(([name, value]) => [name, { string: value }] as const);
  const { returnValue, outputData = [] } = await route.fn.invoke({ http }, Object.fromEntries(texts));
  const answered = returnValue?.http ?? outputData.find(({ data }) => data.http !== undefined)?.data.http;
  send(answered, response);
};

type Pairs = readonly (readonly [string, string])[];

/** With the members that protobuf puts in although nobody has set them. */
const requestOf = (request: IncomingMessage, url: URL, params: Pairs, body: Buffer): HttpData =>
  ({
    method: request.method,
    url: url.href,
    nullableHeaders: nullable(Object.entries(request.headers).map(([name, value]) => [name, String(value)])),
    nullableQuery: nullable(queryOf(url)),
    nullableParams: nullable(params.map(([name, value]) => [name, decodeURIComponent(value)])),
    headers: {},
    query: {},
    params: {},
    statusCode: '',
    cookies: [],
    identities: [],
    enableContentNegotiation: false,
    rawBody: null,
    body: body.length === 0 ? null : ({ bytes: body } satisfies TypedData),
  }) as HttpData;

/** A name that is given twice has its values in one. */
const queryOf = ({ searchParams }: URL): Pairs => {
  const names = [...new Set(searchParams.keys())];
  return names.map((name) => [name, searchParams.getAll(name).join(',')]);
};

const nullable = (pairs: Pairs) => Object.fromEntries(pairs.map(([name, value]) => [name, { value }]));

const send = (http: HttpData | undefined, response: ServerResponse): void => {
  if (http === undefined) return void response.writeHead(204).end();
  const { statusCode, headers = {}, cookies = [], body } = http;
  if (typeof statusCode !== 'string' || cookies.length > 0) throw new Error('That is more than this host knows.');
  response.writeHead(Number(statusCode), headers);
  response.end(body?.bytes ?? body?.string ?? undefined);
};
