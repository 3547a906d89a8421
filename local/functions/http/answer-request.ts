import type { IncomingMessage } from 'node:http';
import type { FunctionRunner } from '../host/run-function.ts';
import { isAllowed, type HostKeys } from './keys.ts';
import { readBody } from './request-body.ts';
import { decodePath, requestUrl, toRequestData } from './request-data.ts';
import { emptyAnswer, toAnswer, type Answer } from './response-data.ts';
import { findRoute, type Route } from './routes.ts';

/** Answers what is no function's: the landing page and the administration. Undefined when there is no such page. */
export type OwnPages = (request: IncomingMessage, path: string) => Promise<Answer> | undefined;

/** What answering takes. Without keys nobody is asked for one, as under `func start`. */
export interface HttpHost {
  readonly routes: readonly Route[];
  readonly runner: FunctionRunner;
  readonly keys: HostKeys | undefined;
  readonly ownPages: OwnPages;
}

/**
 * Answers one request as the Functions host does: 404 for an unknown path and for a method that no route has (never
 * 405), 401 without the key that the function asks for, 413 above the size limit, else the function's answer.
 */
export async function answerRequest(host: HttpHost, request: IncomingMessage): Promise<Answer> {
  const url = requestUrl(request);
  if (url === undefined) return emptyAnswer(400);
  const path = decodePath(url.pathname);
  const own = host.ownPages(request, path);
  if (own !== undefined) return own;

  const found = findRoute(host.routes, request.method ?? 'GET', path);
  if (found === undefined) return emptyAnswer(404);
  const { fn, authLevel } = found.route;
  if (host.keys !== undefined && !isAllowed(authLevel, keyOf(request, url), host.keys)) return emptyAnswer(401);
  const body = await readBody(request);
  if (body === undefined) return emptyAnswer(413);

  const traceParent = request.headersDistinct['traceparent']?.[0];
  const outcome = await host.runner.run({
    fn,
    what: `${request.method} ${url.pathname}`,
    data: { http: toRequestData(request, url, found.parameters, body) },
    conclude: (result) => String(toAnswer(result).status),
    ...(traceParent !== undefined && { traceParent }),
  });
  return toAnswer(outcome);
}

/** The key that a caller sends; the header wins over the query ("Work with access keys in Azure Functions"). */
export function keyOf(request: IncomingMessage, url: URL): string | undefined {
  return request.headersDistinct['x-functions-key']?.[0] ?? url.searchParams.get('code') ?? undefined;
}
