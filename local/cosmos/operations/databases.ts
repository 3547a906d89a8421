import {
  deleteDatabase,
  findDatabase,
  insertDatabase,
  listDatabases,
  type StoredDatabase,
} from '../storage/databases.ts';
import { CosmosFailure, conflict, notFound } from './failure.ts';
import { parseJsonObject } from './json-body.ts';
import { requestedOffer } from './offer.ts';
import { seconds, type Answer, type Cosmos, type CosmosRequest } from './operation.ts';
import { answerResources, isQuery } from './resource-list.ts';
import { requireName } from './resource-name.ts';

/** `GET /dbs`, `POST /dbs` (create or query). */
export function databases(cosmos: Cosmos, method: string, request: CosmosRequest): Answer | Promise<Answer> {
  if (method === 'POST' && !isQuery(request)) return createDatabase(cosmos, request);
  const resources = listDatabases(cosmos.storage).map(describeDatabase);
  return answerResources(request, { rid: '', name: 'Databases', resources });
}

/** `GET /dbs/{db}`, `DELETE /dbs/{db}`. */
export function database(cosmos: Cosmos, method: string, id: string): Answer | Promise<Answer> {
  if (method === 'GET') return answerDatabase(200, requireDatabase(cosmos, id), 1);
  if (method !== 'DELETE') throw new CosmosFailure(405, `A database does not support ${method}.`);
  return cosmos.storage.write(() => {
    deleteDatabase(cosmos.storage, requireDatabase(cosmos, id).no);
    return { status: 204, charge: 4.95 };
  });
}

/** Finds a database, or throws 404. */
export function requireDatabase({ storage }: Cosmos, id: string): StoredDatabase {
  const found = findDatabase(storage, id);
  if (found === undefined) throw notFound(`database ${id}`);
  return found;
}

function createDatabase(cosmos: Cosmos, request: CosmosRequest): Promise<Answer> {
  const id = requireName(parseJsonObject(request.body)['id']);
  const offer = requestedOffer(request) ?? null;
  return cosmos.storage.write(() => {
    if (findDatabase(cosmos.storage, id) !== undefined) throw conflict(`database ${id}`);
    insertDatabase(cosmos.storage, { id, ts: seconds(cosmos), offer: JSON.stringify(offer) });
    return answerDatabase(201, requireDatabase(cosmos, id), 4.95);
  });
}

function answerDatabase(status: number, database: StoredDatabase, charge: number): Answer {
  return { status, charge, body: JSON.stringify(describeDatabase(database)), headers: { etag: database.etag } };
}

function describeDatabase({ id, rid, etag, ts }: StoredDatabase): Readonly<Record<string, string | number>> {
  return { id, _rid: rid, _self: `dbs/${rid}/`, _etag: etag, _colls: 'colls/', _users: 'users/', _ts: ts };
}
