import type { Readable } from 'node:stream';
import type { InvocationOutcome } from '../worker/invoke.ts';
import type { HttpData, TypedData } from '../worker/rpc.ts';
import { setCookie } from './set-cookie.ts';

/** An HTTP answer, ready to be written. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  /** Bytes, or a stream of them as they come. */
  readonly body: Uint8Array | Readable | undefined;
}

/** An answer without a body. */
export function emptyAnswer(status: number): Answer {
  return { status, headers: {}, body: undefined };
}

/** An answer in JSON. */
export function jsonAnswer(status: number, value: unknown): Answer {
  const body = Buffer.from(JSON.stringify(value));
  return { status, headers: { 'content-type': 'application/json; charset=utf-8' }, body };
}

/** What is wrong with a request that reaches no function (RFC 9457). */
export function problemAnswer(status: number, title: string, detail: string): Answer {
  const body = Buffer.from(JSON.stringify({ title, status, detail }));
  return { status, headers: { 'content-type': 'application/problem+json' }, body };
}

/** What the host answers for an invocation's outcome: 500 without a body when it failed, 204 when nothing came back. */
export function toAnswer(outcome: InvocationOutcome): Answer {
  if (outcome.outcome === 'failed') return emptyAnswer(500);
  const { returnValue, outputData = [] } = outcome.response;
  const http = returnValue?.http ?? outputData.find(({ data }) => data.http !== undefined)?.data.http;
  return http === undefined ? emptyAnswer(204) : fromHttpData(http);
}

function fromHttpData(http: HttpData): Answer {
  const cookies = (http.cookies ?? []).map(setCookie);
  return {
    status: Number(http.statusCode ?? 200),
    headers: { ...http.headers, ...(cookies.length > 0 && { 'set-cookie': cookies }) },
    body: bytesOf(http.body),
  };
}

function bytesOf(body: TypedData | null | undefined): Uint8Array | undefined {
  if (body?.string !== undefined) return Buffer.from(body.string);
  return body?.bytes;
}
