import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerFace, isForFace, type FaceRequest } from '../face/index.ts';
import { badRequest, CosmosFailure } from '../operations/failure.ts';
import type { Cosmos, CosmosRequest } from '../operations/operation.ts';
import { dispatch } from './dispatch.ts';
import type { Fault, FaultQueue } from './faults.ts';
import { readBody } from './read-body.ts';
import { respond, respondFailure } from './respond.ts';
import { verifySignature } from './signature.ts';
import { splitPath, targetOf } from './target.ts';

/** What the HTTP side of a server works with. */
export interface HttpContext {
  readonly cosmos: Cosmos;
  readonly key: string;
  readonly faults: FaultQueue;
}

/** Answers one request. Never throws: what no operation foresaw is a 500 with a body that the SDK can read. */
export async function handleRequest(
  context: HttpContext,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    if (isForFace(message.url ?? '/')) await showFace(context, message, response);
    else await answer(context, message, response);
  } catch (error) {
    if (response.headersSent || response.destroyed) return;
    respondFailure(response, error instanceof CosmosFailure ? error : unexpected(error, message));
  }
}

/** The face is for people, who sign nothing. It has its own rules about who may look. */
async function showFace({ cosmos }: HttpContext, message: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method = 'GET', url = '/', socket, headers: sent } = message;
  const header: FaceRequest['header'] = (name) => sent[name]?.toString();
  const request = { method, url, header, remoteAddress: socket.remoteAddress, body: await readBody(message) };
  const { status, headers, body } = answerFace(cosmos, request);
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) }).end(body);
}

function unexpected(error: unknown, { method, url }: IncomingMessage): CosmosFailure {
  console.error(`cosmos: ${method ?? ''} ${url ?? ''}:`, error);
  return new CosmosFailure(500, `Unexpected failure of the local Cosmos: ${String(error)}`);
}

async function answer(
  { cosmos, key, faults }: HttpContext,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await readBody(message);
  const segments = splitPath(message.url ?? '/');
  if (segments === undefined) throw badRequest('The path of the request is not correctly percent-encoded.');
  verifySignature(message, segments, key);

  const { method = 'GET' } = message;
  const fault = faults.take({
    method,
    path: `/${segments.join('/')}`,
    headers: message.headers,
    body: body.toString(),
  });
  if (fault?.when === 'before-commit') {
    inject(fault, response);
    return;
  }
  const result = await dispatch(cosmos, method, targetOf(segments), toRequest(message, body));
  if (fault === undefined) respond(response, result);
  else inject(fault, response);
}

function inject({ answer: status, retryAfterMs = 5 }: Fault, response: ServerResponse): void {
  if (status === 'cut') {
    response.destroy();
    return;
  }
  const headers = status === 429 ? { 'x-ms-retry-after-ms': String(retryAfterMs) } : {};
  throw new CosmosFailure(status, `Injected fault: ${status}.`, {
    headers,
    ...(status === 429 ? { substatus: 3200 } : {}),
  });
}

function toRequest(message: IncomingMessage, body: Buffer): CosmosRequest {
  const header = (name: string): string | undefined => {
    const value = message.headers[name];
    return Array.isArray(value) ? value.join(',') : value;
  };
  return { header, body, origin: `http://${message.headers.host ?? 'localhost'}` };
}
