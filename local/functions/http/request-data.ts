import type { IncomingMessage } from 'node:http';
import type { HttpData } from '../worker/rpc.ts';
import type { RouteParameters } from './route-template.ts';

type Nullable = Readonly<Record<string, { readonly value: string }>>;

/**
 * A request as host and worker exchange it: headers in lower case with several values joined by a comma, and likewise
 * a query name given twice (azure-functions-nodejs-library #168).
 */
export function toRequestData(request: IncomingMessage, url: URL, parameters: RouteParameters, body: Buffer): HttpData {
  const data = {
    url: url.href,
    method: request.method ?? 'GET',
    nullableHeaders: nullable(headersOf(request)),
    nullableQuery: nullable(queryOf(url.searchParams)),
    nullableParams: nullable(Object.entries(parameters)),
  };
  return body.length === 0 ? data : { ...data, body: { bytes: body } };
}

/** The address that the caller asked for, dot segments resolved; undefined when it is no address. */
export function requestUrl(request: IncomingMessage): URL | undefined {
  const target = request.url ?? '/';
  const base = `http://${request.headers.host ?? 'localhost'}`;
  const url = target.startsWith('/') ? base + target : target;
  return URL.canParse(url) ? new URL(url) : undefined;
}

/** A path without its leading slash, percent-decoded except `%2F`, which stays: the web server of the host leaves it. */
export function decodePath(pathname: string): string {
  return pathname.slice(1).replace(/(?:%(?!2f)[0-9a-f]{2})+/gi, (run) => {
    try {
      return decodeURIComponent(run);
    } catch {
      return run;
    }
  });
}

function headersOf(request: IncomingMessage): readonly (readonly [string, string])[] {
  return Object.entries(request.headersDistinct).map(([name, values]) => [name, (values ?? []).join(',')]);
}

function queryOf(query: URLSearchParams): readonly (readonly [string, string])[] {
  // The host compares query names without case and keeps the spelling that came first.
  const byName = new Map<string, { readonly name: string; readonly values: string[] }>();
  for (const [name, value] of query) {
    const known = byName.get(name.toLowerCase());
    if (known === undefined) byName.set(name.toLowerCase(), { name, values: [value] });
    else known.values.push(value);
  }
  return [...byName.values()].map(({ name, values }) => [name, values.join(',')]);
}

function nullable(entries: Iterable<readonly [string, string]>): Nullable {
  return Object.fromEntries([...entries].map(([name, value]) => [name, { value }]));
}
