import { deleteContainer, findContainer, listContainers, type StoredContainer } from '../storage/containers.ts';
import { addContainer } from './add-container.ts';
import { normaliseDefinition } from './container-definition.ts';
import { requireContainer, selfOf, type ContainerName } from './container.ts';
import { requireDatabase } from './databases.ts';
import { CosmosFailure, conflict, preconditionFailed } from './failure.ts';
import { parseJsonObject, type JsonObject } from './json-body.ts';
import { leastOffer, requestedOffer } from './offer.ts';
import type { Answer, Cosmos, CosmosRequest } from './operation.ts';
import { redefineContainer } from './redefine-container.ts';
import { quotaHeaders } from './quota.ts';
import { answerResources, isQuery } from './resource-list.ts';

/** `GET /dbs/{db}/colls`, `POST /dbs/{db}/colls` (create or query). */
export function containers(
  cosmos: Cosmos,
  method: string,
  database: string,
  request: CosmosRequest,
): Answer | Promise<Answer> {
  if (method === 'POST' && !isQuery(request)) return createContainer(cosmos, database, request);
  const { no, rid } = requireDatabase(cosmos, database);
  const resources = listContainers(cosmos.storage, no).map(describeContainer);
  return answerResources(request, { rid, name: 'DocumentCollections', resources });
}

/** `GET`, `PUT` and `DELETE /dbs/{db}/colls/{container}`. */
export function container(
  cosmos: Cosmos,
  method: string,
  name: ContainerName,
  request: CosmosRequest,
): Answer | Promise<Answer> {
  switch (method) {
    case 'GET':
      return readContainer(cosmos, name, request);
    case 'PUT':
      return replaceContainer(cosmos, name, request);
    case 'DELETE':
      return cosmos.storage.write(() => {
        refuseOtherVersion(cosmos, name, request);
        deleteContainer(cosmos.storage, requireContainer(cosmos, name).no);
        return { status: 204, charge: 4.95 };
      });
    default:
      throw new CosmosFailure(405, `A container does not support ${method}.`);
  }
}

function readContainer(cosmos: Cosmos, name: ContainerName, request: CosmosRequest): Answer {
  const { stored } = requireContainer(cosmos, name);
  const answer = answerContainer(200, stored, 1);
  if (request.header('x-ms-documentdb-populatequotainfo')?.toLowerCase() !== 'true') return answer;
  return { ...answer, headers: { ...answer.headers, ...quotaHeaders(cosmos.storage, stored.no) } };
}

/** `GET .../pkranges`: the physical partitions, which the SDK routes bulk requests and feed readers by. */
export function partitionKeyRanges(cosmos: Cosmos, name: ContainerName): Answer {
  const { stored, self, ranges } = requireContainer(cosmos, name);
  const resources = ranges.map(({ no, min, max, parents }) => ({
    id: String(no),
    _rid: stored.rid,
    _self: `${self}pkranges/${no}/`,
    _etag: stored.etag,
    _ts: stored.ts,
    minInclusive: min,
    maxExclusive: max,
    ridPrefix: no,
    throughputFraction: 1 / ranges.length,
    status: 'online',
    parents: parents.map(String),
  }));
  const body = JSON.stringify({ _rid: stored.rid, PartitionKeyRanges: resources, _count: resources.length });
  return { status: 200, charge: 1, body, headers: { etag: `"${stored.topology}"` } };
}

function createContainer(cosmos: Cosmos, database: string, request: CosmosRequest): Promise<Answer> {
  const definition = normaliseDefinition(parseJsonObject(request.body));
  const offer = requestedOffer(request);
  return cosmos.storage.write(() => {
    const { no: db, offer: shared } = requireDatabase(cosmos, database);
    const { id } = definition;
    if (findContainer(cosmos.storage, db, id) !== undefined) throw conflict(`container ${id}`);
    addContainer(cosmos, db, definition, offer ?? (shared === 'null' ? leastOffer : undefined));
    return answerContainer(201, requireContainer(cosmos, { database, container: id }).stored, 4.95);
  });
}

function replaceContainer(cosmos: Cosmos, name: ContainerName, request: CosmosRequest): Promise<Answer> {
  const sent = parseJsonObject(request.body);
  return cosmos.storage.write(() => {
    refuseOtherVersion(cosmos, name, request);
    const { vectorEmbeddingPolicy } = requireContainer(cosmos, name).definition;
    // What vectors are cannot be changed, and so need not be said again.
    const definition = normaliseDefinition(
      vectorEmbeddingPolicy === undefined ? sent : { vectorEmbeddingPolicy, ...sent },
    );
    return answerContainer(200, redefineContainer(cosmos, name, definition).stored, 10);
  });
}

function refuseOtherVersion(cosmos: Cosmos, name: ContainerName, request: CosmosRequest): void {
  const expected = request.header('if-match');
  const { etag } = requireContainer(cosmos, name).stored;
  if (expected !== undefined && expected !== '*' && expected !== etag) throw preconditionFailed();
}

function answerContainer(status: number, stored: StoredContainer, charge: number): Answer {
  const headers = { etag: stored.etag, 'x-ms-documentdb-collection-index-transformation-progress': '100' };
  return { status, charge, body: JSON.stringify(describeContainer(stored)), headers };
}

function describeContainer(stored: StoredContainer): JsonObject {
  const children = {
    _docs: 'docs/',
    _sprocs: 'sprocs/',
    _triggers: 'triggers/',
    _udfs: 'udfs/',
    _conflicts: 'conflicts/',
  };
  const { rid, etag, ts, definition } = stored;
  return {
    ...(JSON.parse(definition) as JsonObject),
    _rid: rid,
    _ts: ts,
    _self: selfOf(stored),
    _etag: etag,
    ...children,
  };
}
