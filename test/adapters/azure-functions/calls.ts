import azureFunctions, { type HttpHandler, type HttpResponseInit, type LogLevel } from '@azure/functions';
import { as } from './trusted-callers.ts';

// The classes are no named exports of the package when Node loads it as a module; here they are needed as values.
const { HttpRequest, InvocationContext } = azureFunctions;

/** A request as the Functions host would hand it over. */
export interface Call {
  readonly method?: 'GET' | 'POST';
  readonly url?: string;
  readonly params?: Readonly<Record<string, string>>;
  /** Beside those of Bob, a clerk. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Text or bytes are sent as they are, anything else as JSON; then the content type is set, too. */
  readonly body?: unknown;
  readonly traceparent?: string;
}

/** A handler's answer, its header names in lower case. */
export interface Answered {
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  /** What the handler logged as errors. */
  readonly errors: readonly unknown[];
}

/** Calls an HTTP handler without a host. */
export async function call(handler: HttpHandler, sent: Call = {}): Promise<Answered> {
  const errors: unknown[] = [];
  const context = new InvocationContext({
    logHandler: (level: LogLevel, ...args: unknown[]) => {
      if (level === 'error') errors.push(...args);
    },
    ...(sent.traceparent !== undefined && { traceContext: { traceParent: sent.traceparent } }),
  });
  const response = (await handler(requestOf(sent), context)) as HttpResponseInit;
  const { status, headers, jsonBody, body: file } = response;
  const body = jsonBody === undefined && typeof file === 'string' ? file : asOnTheWire(jsonBody);
  return { status, headers: { ...(headers as Record<string, string>) }, body, errors };
}

function requestOf({ method = 'POST', url = '/api/orders/1/place', params, headers, body }: Call) {
  const isRaw = typeof body === 'string' || body instanceof Uint8Array;
  const type = body === undefined || isRaw ? {} : { 'content-type': 'application/json' };
  const bytes = isRaw ? body : (JSON.stringify(body) as string | undefined);
  return new HttpRequest({
    method,
    url: `http://localhost:7071${url}`,
    params: { ...params },
    headers: { ...as('bob', 'clerk'), ...type, ...headers },
    ...(bytes !== undefined && { body: { bytes: Buffer.from(bytes) } }),
  });
}

/** What is left of an answer's body in JSON; an absent member and an undefined one are the same there. */
const asOnTheWire = (jsonBody: unknown): unknown =>
  jsonBody === undefined ? undefined : (JSON.parse(JSON.stringify(jsonBody)) as unknown);
