import type { IncomingMessage } from 'node:http';
import type { HttpData, TypedData } from '../worker/rpc.ts';
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

/**
 * What the host makes of a request besides: `Headers` and `Query`, and by its own name each member of a JSON body, each
 * query value (but `code`, a key) and each route parameter; the later of one name counts. Inputs and outputs can name
 * them, and with streaming the library takes every text among them for a route parameter.
 */
export function requestMetadata(
  request: IncomingMessage,
  url: URL,
  parameters: RouteParameters,
  body: Buffer,
): Readonly<Record<string, TypedData>> {
  const query = queryOf(url.searchParams).filter(([name]) => name.toLowerCase() !== 'code');
  return {
    ...jsonMembers(body),
    ...typedMembers({ ...Object.fromEntries(query), ...parameters }),
    Headers: { json: JSON.stringify(Object.fromEntries(headersOf(request))) },
    Query: { json: JSON.stringify(Object.fromEntries(query)) },
  };
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

/** None of a body that is no object in JSON, or one nested deeper than can be written: what it is worth is for the function to say. */
function jsonMembers(body: Buffer): Readonly<Record<string, TypedData>> {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? typedMembers(value) : {};
  } catch {
    return {};
  }
}

function typedMembers(members: object): Readonly<Record<string, TypedData>> {
  return Object.fromEntries(Object.entries(members).map(([name, value]) => [name, typed(value)]));
}

function typed(value: unknown): TypedData {
  return typeof value === 'string' ? { string: value } : { json: JSON.stringify(value) };
}

function nullable(entries: Iterable<readonly [string, string]>): Nullable {
  return Object.fromEntries([...entries].map(([name, value]) => [name, { value }]));
}
