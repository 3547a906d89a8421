import { badRequest, tooLarge } from './failure.ts';
import type { ItemOperation } from './item-operation.ts';
import { isJsonObject, parseJson, type JsonObject } from './json-body.ts';
import type { CosmosRequest } from './operation.ts';
import { readPatch } from './patch.ts';
import { requireId } from './resource-name.ts';
import { largestItem } from './stored-document.ts';

const mostOperations = 100; // "Transactional batch operations in Azure Cosmos DB"

/** Reads the body of a batch or bulk request. Throws 400 or 413. */
export function requireOperations({ body }: CosmosRequest): readonly JsonObject[] {
  if (body.length > largestItem) throw tooLarge();
  const operations = parseJson(body);
  if (!Array.isArray(operations) || operations.length === 0 || !operations.every(isJsonObject))
    throw badRequest('A batch must be a list of operations.');
  if (operations.length > mostOperations) throw badRequest(`A batch may have at most ${mostOperations} operations.`);
  return operations;
}

/** Reads one entry of a batch. Throws 400. */
export function readBatchOperation(entry: JsonObject): ItemOperation {
  const conditions = { ifMatch: text(entry['ifMatch']), ifNoneMatch: text(entry['ifNoneMatch']) };
  switch (entry['operationType']) {
    case 'Create':
      return { type: 'create', document: document(entry), ...conditions };
    case 'Upsert':
      return { type: 'upsert', document: document(entry), ...conditions };
    case 'Replace':
      return { type: 'replace', id: requireId(entry['id']), document: document(entry), ...conditions };
    case 'Patch':
      return { type: 'patch', id: requireId(entry['id']), patch: readPatch(entry['resourceBody']), ...conditions };
    case 'Read':
      return { type: 'read', id: requireId(entry['id']), ...conditions };
    case 'Delete':
      return { type: 'delete', id: requireId(entry['id']), ...conditions };
    default:
      throw badRequest(`The batch operation ${JSON.stringify(entry['operationType'])} is unknown.`);
  }
}

function document(entry: JsonObject): JsonObject {
  const body = entry['resourceBody'];
  if (!isJsonObject(body)) throw badRequest(`The batch operation needs a 'resourceBody' that is a JSON object.`);
  return body;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
