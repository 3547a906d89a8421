import type { IncomingMessage } from 'node:http';
import { refuseStrangers } from '../face/index.ts';
import { badRequest, CosmosFailure } from '../operations/failure.ts';
import { parseJsonObject } from '../operations/json-body.ts';
import type { Answer, Cosmos } from '../operations/operation.ts';
import { split } from '../operations/split.ts';
import { readFaultPlan } from './fault-plan.ts';
import type { Faults } from './fault.ts';
import { readBody } from './read-body.ts';

/** What the routes for tests in other processes work with. */
export interface Administration {
  readonly cosmos: Cosmos;
  /** `undefined` unless the server was started so that it can be asked to fail. */
  readonly askedFaults: Faults | undefined;
}

const paths = ['/_local/faults', '/_local/split'];

/** Whether a request is for one of these routes. They are no part of the Cosmos protocol, and nobody signs them. */
export function isForAdministration(url: string): boolean {
  return paths.includes(url);
}

/**
 * `PUT /_local/split` with `{ database, container, range? }` splits a range. `PUT /_local/faults` with `{ seed, faults }`
 * makes requests go wrong by chance from now on, and `DELETE /_local/faults` ends that. Throws a CosmosFailure.
 */
export async function administer(administration: Administration, message: IncomingMessage): Promise<Answer> {
  const { method = 'GET', url = '/', headers, socket } = message;
  const header = (name: string): string | undefined => headers[name]?.toString();
  const body = await readBody(message);
  refuseStrangers({ method, url, header, remoteAddress: socket.remoteAddress, body });
  if (url === '/_local/split') {
    if (method !== 'PUT') throw unsupported(method);
    return splitRange(administration.cosmos, body);
  }
  return planFaults(administration.askedFaults, method, body);
}

async function splitRange(cosmos: Cosmos, body: Buffer): Promise<Answer> {
  const { database, container, range } = parseJsonObject(body);
  if (typeof database !== 'string' || typeof container !== 'string')
    throw badRequest(`A split needs the names of a 'database' and a 'container'.`);
  if (range !== undefined && typeof range !== 'string') throw badRequest(`The 'range' must be the id of a range.`);
  const children = await split(cosmos, { database, container }, range);
  return { status: 200, charge: 0, body: JSON.stringify({ children }) };
}

function planFaults(faults: Faults | undefined, method: string, body: Buffer): Answer {
  if (faults === undefined)
    throw new CosmosFailure(
      403,
      'This server was not started so that it can be asked to fail. Start it with --faults.',
    );
  if (method === 'PUT') faults.randomly(readFaultPlan(parseJsonObject(body)));
  else if (method === 'DELETE') faults.clear();
  else throw unsupported(method);
  return { status: 204, charge: 0 };
}

function unsupported(method: string): CosmosFailure {
  return new CosmosFailure(405, `This path does not support ${method}.`);
}
