import type { IncomingMessage } from 'node:http';
import type { FunctionRunner } from '../host/function-call.ts';
import type { CrossOrigin } from './cross-origin.ts';
import { isAllowed, keyOf, type HostKeys } from './keys.ts';
import { readBody } from './request-body.ts';
import { decodePath, requestMetadata, requestUrl, toRequestData } from './request-data.ts';
import { emptyAnswer, problemAnswer, toAnswer, type Answer } from './response-data.ts';
import { findRoute, type FoundRoute, type Route } from './routes.ts';

/** Answers what is no function's: the landing page and the administration. Undefined when there is no such page. */
export type OwnPages = (request: IncomingMessage, url: URL, path: string) => Promise<Answer> | undefined;

/** A request that has found its function. */
export interface RoutedRequest extends FoundRoute {
  readonly request: IncomingMessage;
  readonly url: URL;
}

/** Has a function answer. */
export type CallFunction = (routed: RoutedRequest) => Promise<Answer>;

/** What answering takes. Without keys nobody is asked for one, as under `func start`. */
export interface HttpHost {
  readonly routes: readonly Route[];
  readonly keys: HostKeys | undefined;
  readonly crossOrigin: CrossOrigin;
  readonly ownPages: OwnPages;
  readonly call: CallFunction;
}

/**
 * Answers one request as the Functions host does: 404 for an unknown path and for a method that no route has (never
 * 405), 401 without the key that the function asks for, else the function's answer.
 */
export async function answerRequest(host: HttpHost, request: IncomingMessage): Promise<Answer> {
  const preflight = host.crossOrigin.preflight(request);
  if (preflight !== undefined) return preflight;
  const answer = await answerOf(host, request);
  return { ...answer, headers: { ...answer.headers, ...host.crossOrigin.headers(request) } };
}

async function answerOf(host: HttpHost, request: IncomingMessage): Promise<Answer> {
  const url = requestUrl(request);
  if (url === undefined) return problemAnswer(400, 'Bad Request', 'Its address or its Host header is not one of HTTP.');
  const path = decodePath(url.pathname);
  const own = host.ownPages(request, url, path);
  if (own !== undefined) return own;

  const found = findRoute(host.routes, request.method ?? 'GET', path);
  if (found === undefined) return emptyAnswer(404);
  if (host.keys !== undefined && !isAllowed(found.route.authLevel, keyOf(request, url), host.keys))
    return emptyAnswer(401);
  return host.call({ ...found, request, url });
}

/** Calls functions with the whole request, and answers with what they return; 413 above the size limit. */
export function callWithWholeRequest(runner: FunctionRunner): CallFunction {
  return async ({ route, parameters, request, url }) => {
    const body = await readBody(request);
    if (body === undefined) return emptyAnswer(413);
    const outcome = await runner.run({
      fn: route.fn,
      ...callerOf(request, url),
      data: { http: toRequestData(request, url, parameters, body) },
      metadata: requestMetadata(request, url, parameters, body),
      conclude: (result) => String(toAnswer(result).status),
    });
    return toAnswer(outcome);
  };
}

/** The caller's words for the log line, and the conversation and trace that it is in. */
export function callerOf(request: IncomingMessage, url: URL) {
  const correlationId = request.headersDistinct['x-correlation-id']?.[0];
  const traceParent = request.headersDistinct['traceparent']?.[0];
  return {
    what: `${request.method} ${url.pathname}`,
    // It goes into a line of the log: what would break that line does not.
    ...(correlationId !== undefined && /^[\x21-\x7e]{1,128}$/.test(correlationId) && { correlationId }),
    ...(traceParent !== undefined && { traceParent }),
  };
}
