import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { CosmosFailure } from '../operations/failure.ts';
import type { Answer } from '../operations/operation.ts';

/** Sends a successful answer. */
export function respond(response: ServerResponse, { status, charge, body, headers }: Answer): void {
  const hasBody = body !== undefined && status !== 204 && status !== 304;
  response.writeHead(status, {
    ...(hasBody ? { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) } : {}),
    ...(hasBody || status === 204 || status === 304 ? {} : { 'content-length': 0 }),
    ...everyAnswer(charge),
    ...headers,
  });
  response.end(hasBody ? body : undefined);
}

/** Sends a refusal as `{ code, message }`, with `additionalErrorInfo` where there is any. */
export function respondFailure(response: ServerResponse, { status, code, message, details }: CosmosFailure): void {
  const { substatus, charge = 1, headers, additionalErrorInfo } = details;
  const body = JSON.stringify({ code, message, additionalErrorInfo });
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    ...(substatus === undefined ? {} : { 'x-ms-substatus': String(substatus) }),
    ...everyAnswer(charge),
    ...headers,
  });
  response.end(body);
}

function everyAnswer(charge: number): Readonly<Record<string, string>> {
  return {
    'x-ms-request-charge': String(Math.round(charge * 100) / 100),
    'x-ms-activity-id': randomUUID(),
    'x-ms-gatewayversion': 'version=2.0.0',
  };
}
