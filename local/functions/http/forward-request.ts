import { request as send, type IncomingMessage } from 'node:http';
import { pipeline, type Readable } from 'node:stream';
import { emptyAnswer, type Answer } from './response-data.ts';

/** A request on its way to the library's server. */
export interface ForwardedRequest {
  readonly httpUri: string;
  readonly request: IncomingMessage;
  readonly url: URL;
  readonly invocationId: string;
  readonly body: Readable;
}

/** A request that was sent on. */
export interface Forwarded {
  /** Settles when status and headers are there; the body comes as it is made. Undefined when the server hung up. */
  readonly answer: Promise<Answer | undefined>;
  /** The answer's status once it has begun. */
  status(): string | undefined;
  cancel(): void;
}

/** What belongs to one connection and not to the request (RFC 9110, 7.6.1), and what is between host and library. */
const notPassedOn = [
  ...['connection', 'keep-alive', 'te', 'trailer', 'transfer-encoding', 'upgrade', 'expect'],
  'x-ms-invocation-id',
];

/** Sends a request on, with the headers by which the library finds its invocation and its address. */
export function forward({ httpUri, request, url, invocationId, body }: ForwardedRequest): Forwarded {
  const { promise, resolve } = Promise.withResolvers<Answer | undefined>();
  let status: string | undefined;
  const onward = send(new URL(url.pathname + url.search, httpUri), {
    method: request.method ?? 'GET',
    headers: {
      ...endToEnd(request.headersDistinct),
      'x-ms-invocation-id': invocationId,
      'x-forwarded-host': url.host,
      'x-forwarded-proto': url.protocol.slice(0, -1),
    },
  });
  onward.on('response', (response) => {
    status = String(response.statusCode);
    resolve({ status: response.statusCode ?? 500, headers: endToEnd(response.headersDistinct), body: response });
  });
  onward.on('error', () => resolve(undefined));
  // A body that cannot be read to its end is larger than the limit, or nobody waits for the answer any more.
  body.on('error', () => resolve(emptyAnswer(413)));
  pipeline(body, onward, () => undefined);
  return { answer: promise, status: () => status, cancel: () => void onward.destroy() };
}

function endToEnd(headers: NodeJS.Dict<string[]>): Readonly<Record<string, string | readonly string[]>> {
  const kept = Object.entries(headers).filter(([name]) => !notPassedOn.includes(name));
  return Object.fromEntries(
    kept.map(([name, values = []]) => [name, name === 'set-cookie' ? values : values.join(', ')]),
  );
}
