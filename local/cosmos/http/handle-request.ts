import type { IncomingMessage, ServerResponse } from 'node:http';
import { foreignRequest } from '@annal/local-server';
import { answerFace, isForFace, type FaceRequest } from '../face/index.ts';
import { CosmosFailure } from '../operations/failure.ts';
import { administer, isForAdministration } from './administration.ts';
import { answerProtocol, type ProtocolContext } from './answer-protocol.ts';
import { readBody } from './read-body.ts';
import { respond, respondFailure } from './respond.ts';

/** What the HTTP side of a server works with. */
export interface HttpContext extends ProtocolContext {
  /** Whether faults can also be asked for over HTTP. */
  readonly takesFaults: boolean;
}

/** Answers one request. Never throws: what no operation foresaw is a 500 with a body that the SDK can read. */
export async function handleRequest(
  context: HttpContext,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    await answer(context, message, response);
  } catch (error) {
    if (response.headersSent || response.destroyed) return;
    respondFailure(response, error instanceof CosmosFailure ? error : unexpected(error, message));
  }
}

async function answer(context: HttpContext, message: IncomingMessage, response: ServerResponse): Promise<void> {
  const { url = '/' } = message;
  const { cosmos, faults, takesFaults } = context;
  const foreign = foreignRequest(message.headers);
  if (foreign !== undefined) throw new CosmosFailure(403, foreign);
  if (isForAdministration(url))
    respond(response, await administer({ cosmos, askedFaults: takesFaults ? faults : undefined }, message));
  else if (isForFace(url)) await showFace(context, message, response);
  else await answerProtocol(context, message, response);
}

/** The face is for people, who sign nothing. It has its own rules about who may look. */
async function showFace({ cosmos }: HttpContext, message: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method = 'GET', url = '/', socket, headers: sent } = message;
  const header: FaceRequest['header'] = (name) => sent[name]?.toString();
  const request = { method, url, header, remoteAddress: socket.remoteAddress, body: await readBody(message) };
  const { status, headers, body } = await answerFace(cosmos, request);
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) }).end(body);
}

function unexpected(error: unknown, { method, url }: IncomingMessage): CosmosFailure {
  console.error(`cosmos: ${method ?? ''} ${url ?? ''}:`, error);
  return new CosmosFailure(500, `Unexpected failure of the local Cosmos: ${String(error)}`);
}
