import {
  deleteResource,
  insertResource,
  listResources,
  updateResource,
  type ResourcePlace,
  type StoredResource,
} from '../storage/resources.ts';
import { conflict, CosmosFailure, notFound, preconditionFailed } from './failure.ts';
import { parseJsonObject, type JsonObject } from './json-body.ts';
import { seconds, type Answer, type Cosmos, type CosmosRequest } from './operation.ts';
import { resourceKinds, type ResourceKind } from './resource-kinds.ts';
import { answerResources, isQuery } from './resource-list.ts';
import { requireId } from './resource-name.ts';
import { describeResource, requireHome, type ResourceHome, type ResourceName } from './resource-home.ts';
import { refuseExecution } from './unsupported.ts';

/** `GET` and `POST` (create, upsert or query) of a list such as `/dbs/{db}/users` or `.../sprocs`. */
export function resources(
  cosmos: Cosmos,
  method: string,
  name: ResourceName,
  request: CosmosRequest,
): Answer | Promise<Answer> {
  if (method === 'POST' && !isQuery(request)) return createResource(cosmos, name, request);
  const home = requireHome(cosmos, name);
  const stored = listResources(cosmos.storage, home.place, name.kind);
  const described = stored.map((each) => describeResource(cosmos, home, each, request));
  return answerResources(request, { rid: home.rid, name: resourceKinds[name.kind].list, resources: described });
}

/** `GET`, `PUT` and `DELETE` of one of them. */
export function resource(
  cosmos: Cosmos,
  method: string,
  name: ResourceName & { readonly id: string },
  request: CosmosRequest,
): Answer | Promise<Answer> {
  switch (method) {
    case 'GET': {
      const home = requireHome(cosmos, name);
      return answerResource(cosmos, home, requireResource(cosmos, home.place, name), { status: 200, request });
    }
    case 'PUT':
      return replaceResource(cosmos, name, request);
    case 'DELETE':
      return cosmos.storage.write(() => {
        if (name.kind === 'clientencryptionkeys')
          throw new CosmosFailure(405, 'A client encryption key stays for ever.');
        deleteResource(cosmos.storage, requireVersion(cosmos, name, request).no);
        return { status: 204, charge: 4.95 };
      });
    case 'POST':
      return refuseExecution(name.kind);
    default:
      throw new CosmosFailure(405, `A ${resourceKinds[name.kind].noun} does not support ${method}.`);
  }
}

function createResource(cosmos: Cosmos, name: ResourceName, request: CosmosRequest): Promise<Answer> {
  const sent = readSent(name.kind, request);
  const isUpsert = request.header('x-ms-documentdb-is-upsert')?.toLowerCase() === 'true';
  return cosmos.storage.write(() => {
    const home = requireHome(cosmos, name);
    const current = findById(cosmos, home.place, { ...name, id: sent.id });
    if (current !== undefined && !isUpsert) throw conflict(`${resourceKinds[name.kind].noun} ${sent.id}`);
    const ts = seconds(cosmos);
    if (current === undefined) insertResource(cosmos.storage, { ...home.place, ...sent, kind: name.kind, ts });
    else updateResource(cosmos.storage, { ...sent, no: current.no, ts });
    const stored = requireResource(cosmos, home.place, { ...name, id: sent.id });
    return answerResource(cosmos, home, stored, { status: current === undefined ? 201 : 200, request });
  });
}

function replaceResource(
  cosmos: Cosmos,
  name: ResourceName & { readonly id: string },
  request: CosmosRequest,
): Promise<Answer> {
  const sent = readSent(name.kind, request);
  return cosmos.storage.write(() => {
    const home = requireHome(cosmos, name);
    const current = requireVersion(cosmos, name, request);
    const rival = findById(cosmos, home.place, { ...name, id: sent.id });
    if (rival !== undefined && rival.no !== current.no) throw conflict(`${resourceKinds[name.kind].noun} ${sent.id}`);
    updateResource(cosmos.storage, { ...sent, no: current.no, ts: seconds(cosmos) });
    const stored = requireResource(cosmos, home.place, { ...name, id: sent.id });
    return answerResource(cosmos, home, stored, { status: 200, request });
  });
}

function readSent(kind: ResourceKind, request: CosmosRequest): { readonly id: string; readonly definition: string } {
  const sent: JsonObject = parseJsonObject(request.body);
  return { id: requireId(sent['id']), definition: JSON.stringify(resourceKinds[kind].read(sent)) };
}

function findById(
  { storage }: Cosmos,
  place: ResourcePlace,
  { kind, id }: { readonly kind: ResourceKind; readonly id: string },
): StoredResource | undefined {
  return listResources(storage, place, kind).find((each) => each.id === id);
}

function requireResource(
  cosmos: Cosmos,
  place: ResourcePlace,
  name: { readonly kind: ResourceKind; readonly id: string },
): StoredResource {
  const found = findById(cosmos, place, name);
  if (found === undefined) throw notFound(`${resourceKinds[name.kind].noun} ${name.id}`);
  return found;
}

function requireVersion(
  cosmos: Cosmos,
  name: ResourceName & { readonly id: string },
  request: CosmosRequest,
): StoredResource {
  const current = requireResource(cosmos, requireHome(cosmos, name).place, name);
  const expected = request.header('if-match');
  if (expected !== undefined && expected !== '*' && expected !== current.etag) throw preconditionFailed();
  return current;
}

function answerResource(
  cosmos: Cosmos,
  home: ResourceHome,
  stored: StoredResource,
  { status, request }: { readonly status: number; readonly request: CosmosRequest },
): Answer {
  const body = JSON.stringify(describeResource(cosmos, home, stored, request));
  return {
    status,
    charge: status === 200 && request.body.length === 0 ? 1 : 4.95,
    body,
    headers: { etag: stored.etag },
  };
}
