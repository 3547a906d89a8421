import type { IncomingMessage, ServerResponse } from 'node:http';
import { badRequest } from '../operations/failure.ts';
import type { Cosmos, CosmosRequest } from '../operations/operation.ts';
import { permit } from '../operations/permit.ts';
import { permissionOf } from '../operations/resource-token.ts';
import { dispatch } from './dispatch.ts';
import type { FaultQueue } from './faults.ts';
import { injectFault } from './inject-fault.ts';
import { readBody } from './read-body.ts';
import { respond } from './respond.ts';
import { readCredential, verifySignature } from './signature.ts';
import { splitPath, targetOf } from './target.ts';

/** What answers to the Cosmos protocol are made with. */
export interface ProtocolContext {
  readonly cosmos: Cosmos;
  /** The account's key; `undefined` when everybody is let in. */
  readonly key: string | undefined;
  readonly faults: FaultQueue;
}

/** Answers a request of the Cosmos protocol. Throws a CosmosFailure. */
export async function answerProtocol(
  { cosmos, key, faults }: ProtocolContext,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await readBody(message);
  const segments = splitPath(message.url ?? '/');
  if (segments === undefined) throw badRequest('The path of the request is not correctly percent-encoded.');
  // Before the signature, as the service does: nobody can say what should have been signed.
  if (segments[0] === 'offers' && segments.length > 2) throw badRequest('An offer is named by its _rid alone.');
  const request = toRequest(message, body);
  const { method = 'GET', headers } = message;
  if (key !== undefined) {
    const credential = readCredential(message);
    if (credential.type === 'master') verifySignature(message, segments, key, credential.signature);
    else permit(cosmos, permissionOf(cosmos, credential.token), { method, path: segments, request });
  }

  const carryOut = () => dispatch(cosmos, method, targetOf(segments), request);
  const path = `/${segments.join('/')}`;
  const fault = faults.take(() => ({ method, path, headers, body: body.toString() }));
  if (fault === undefined) respond(response, await carryOut());
  else await injectFault(fault, response, carryOut);
}

function toRequest(message: IncomingMessage, body: Buffer): CosmosRequest {
  const header = (name: string): string | undefined => {
    const value = message.headers[name];
    return Array.isArray(value) ? value.join(',') : value;
  };
  return { header, body, origin: `http://${message.headers.host ?? 'localhost'}` };
}
