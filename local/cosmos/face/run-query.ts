import { badRequest, CosmosFailure } from '../operations/failure.ts';
import { parseJsonObject, type JsonObject } from '../operations/json-body.ts';
import type { Cosmos, CosmosRequest } from '../operations/operation.ts';
import { queryItems } from '../operations/query.ts';
import type { FaceRequest } from './face-request.ts';

/** A page of a query's result, with what it cost. */
export interface QueryPage {
  readonly items: readonly unknown[];
  /** Request units. */
  readonly charge: number;
  /** Asks for the next page; absent after the last one. */
  readonly continuation: string | undefined;
}

const mostItems = 1000;

/**
 * Runs `{ database, container, query, pageSize?, continuation? }` exactly as a client's query would be. Throws what that
 * throws, and 400 for a body that is no JSON.
 */
export async function runQuery(cosmos: Cosmos, request: FaceRequest): Promise<QueryPage> {
  // A form of another site can send text, but not this type.
  if (request.header('content-type')?.split(';')[0]?.trim() !== 'application/json')
    throw badRequest('The request must be of the type application/json.');
  const asked = parseJsonObject(request.body);
  const name = { database: requireText(asked, 'database'), container: requireText(asked, 'container') };
  const { body = '', charge, headers } = await queryItems(cosmos, name, toCosmosRequest(asked));
  const { Documents: items } = JSON.parse(body) as { readonly Documents: readonly unknown[] };
  return { items, charge: Math.round(charge * 100) / 100, continuation: headers?.['x-ms-continuation'] };
}

function toCosmosRequest(asked: JsonObject): CosmosRequest {
  const { continuation, pageSize = 20 } = asked;
  if (typeof pageSize !== 'number' || pageSize > mostItems)
    throw badRequest(`'pageSize' must be a number of at most ${mostItems}.`);
  const headers = new Map([['x-ms-max-item-count', String(pageSize)]]);
  if (typeof continuation === 'string') headers.set('x-ms-continuation', continuation);
  return {
    header: (name) => headers.get(name),
    body: Buffer.from(JSON.stringify({ query: requireText(asked, 'query') })),
    origin: 'http://localhost',
  };
}

function requireText(asked: JsonObject, name: string): string {
  const value = asked[name];
  if (typeof value !== 'string') throw new CosmosFailure(400, `The request needs a text '${name}'.`);
  return value;
}
