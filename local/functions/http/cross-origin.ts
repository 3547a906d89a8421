import type { IncomingMessage } from 'node:http';
import { emptyAnswer, type Answer } from './response-data.ts';

/** Which pages of other origins may call. */
export interface CrossOriginRules {
  /** Origins such as `http://localhost:3000`; `*` alone is any. */
  readonly origins: readonly string[];
  /** Whether such calls may carry cookies; not together with `*`. */
  readonly credentials: boolean;
}

/** The host's part in cross-origin requests (CORS, Fetch Standard, section 3.2), which no function sees. */
export interface CrossOrigin {
  /** The answer to a preflight request; undefined when it is none. */
  preflight(request: IncomingMessage): Answer | undefined;
  /** What an answer to this request bears for the browser. */
  headers(request: IncomingMessage): Readonly<Record<string, string>>;
}

type Headers = Readonly<Record<string, string>>;

/** With rules every method and every header is allowed, as by the real host; without rules OPTIONS is like any method. */
export function crossOrigin(rules: CrossOriginRules | undefined): CrossOrigin {
  if (rules === undefined) return { preflight: () => undefined, headers: () => ({}) };
  const headers = (request: IncomingMessage) => headersFor(rules, request);
  return {
    headers,
    preflight: (request) => {
      const { origin, 'access-control-request-method': method } = request.headers;
      if (request.method !== 'OPTIONS' || origin === undefined || method === undefined) return undefined;
      const allowed = headers(request);
      if (allowed['access-control-allow-origin'] === undefined) return { ...emptyAnswer(204), headers: allowed };
      return { ...emptyAnswer(204), headers: { ...allowed, ...preflightHeaders(request, method) } };
    },
  };
}

function headersFor({ origins, credentials }: CrossOriginRules, { headers: { origin } }: IncomingMessage): Headers {
  if (origin === undefined) return {};
  if (origins.includes('*')) return { 'access-control-allow-origin': '*' };
  const vary = { vary: 'Origin' };
  if (!origins.some((each) => each.toLowerCase() === origin.toLowerCase())) return vary;
  return {
    ...vary,
    'access-control-allow-origin': origin,
    ...(credentials && { 'access-control-allow-credentials': 'true' }),
  };
}

function preflightHeaders(request: IncomingMessage, method: string): Headers {
  const wanted = request.headers['access-control-request-headers'];
  return {
    'access-control-allow-methods': method,
    ...(wanted !== undefined && { 'access-control-allow-headers': wanted }),
  };
}
