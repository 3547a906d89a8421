import { itemsOfKey } from '../storage/items.ts';
import { lastLsn } from '../storage/ranges.ts';
import { requireContainer, type Container, type ContainerName } from './container.ts';
import { CosmosFailure } from './failure.ts';
import { applyOperation, type ItemOperation, type ItemResult } from './item-operation.ts';
import { requireKey, type ItemKey } from './item-key.ts';
import { parseJson, parseJsonObject } from './json-body.ts';
import type { Answer, Cosmos, CosmosRequest } from './operation.ts';
import { readPatch } from './patch.ts';
import { itemHeaders, refuseFutureSession, wantsBody } from './session.ts';
import { beginTransaction } from './transaction.ts';
import { refuseTriggers } from './unsupported.ts';

/** `POST .../docs` with a document: create, or upsert when the request says so. */
export function createItem(cosmos: Cosmos, name: ContainerName, request: CosmosRequest): Promise<Answer> {
  const type = request.header('x-ms-documentdb-is-upsert')?.toLowerCase() === 'true' ? 'upsert' : 'create';
  return write(cosmos, name, request, { type, document: parseJsonObject(request.body), ...conditions(request) });
}

/** `GET`, `PUT`, `PATCH` and `DELETE .../docs/{id}`. */
export function item(
  cosmos: Cosmos,
  method: string,
  { id, ...name }: ContainerName & { readonly id: string },
  request: CosmosRequest,
): Answer | Promise<Answer> {
  switch (method) {
    case 'GET':
      return readItem(cosmos, name, request, { type: 'read', id, ...conditions(request) });
    case 'PUT':
      return write(cosmos, name, request, {
        type: 'replace',
        id,
        document: parseJsonObject(request.body),
        ...conditions(request),
      });
    case 'PATCH':
      return write(cosmos, name, request, {
        type: 'patch',
        id,
        patch: readPatch(parseJson(request.body)),
        ...conditions(request),
      });
    case 'DELETE':
      return write(cosmos, name, request, { type: 'delete', id, ...conditions(request) });
    default:
      throw new CosmosFailure(405, `An item does not support ${method}.`);
  }
}

/** `POST .../operations/partitionkeydelete`: removes all items of a key at once. */
export function deleteKey(cosmos: Cosmos, name: ContainerName, request: CosmosRequest): Promise<Answer> {
  return cosmos.storage.write(() => {
    const container = requireContainer(cosmos, name);
    const key = requireKey(request, container);
    const transaction = beginTransaction(cosmos, container, key);
    for (const found of itemsOfKey(cosmos.storage, container.no, key.text)) transaction.remove(found);
    return { status: 200, charge: 1, headers: itemHeaders(container, key.range.no, transaction.lsn()) };
  });
}

function conditions(request: CosmosRequest): Pick<ItemOperation, 'ifMatch' | 'ifNoneMatch'> {
  return { ifMatch: request.header('if-match'), ifNoneMatch: request.header('if-none-match') };
}

function readItem(cosmos: Cosmos, name: ContainerName, request: CosmosRequest, operation: ItemOperation): Answer {
  refuseFutureSession(cosmos, name, request);
  const container = requireContainer(cosmos, name);
  const key = requireKey(request, container);
  return perform(cosmos, container, key, operation);
}

function write(cosmos: Cosmos, name: ContainerName, request: CosmosRequest, operation: ItemOperation): Promise<Answer> {
  refuseTriggers(request);
  return cosmos.storage.write(() => {
    const container = requireContainer(cosmos, name);
    const { body, ...answer } = perform(cosmos, container, requireKey(request, container), operation);
    return body === undefined || !wantsBody(request) ? answer : { ...answer, body };
  });
}

function perform(cosmos: Cosmos, container: Container, key: ItemKey, operation: ItemOperation): Answer {
  const transaction = beginTransaction(cosmos, container, key);
  try {
    const result = applyOperation(transaction, operation);
    return answerItem(result, itemHeaders(container, key.range.no, transaction.lsn()));
  } catch (error) {
    if (!(error instanceof CosmosFailure)) throw error;
    // Also a refusal says how far the range is: 404 and 409 are facts that a session must not see undone.
    throw error.withHeaders(itemHeaders(container, key.range.no, rangeLsn(cosmos, container, key)));
  }
}

function answerItem({ status, charge, item: found }: ItemResult, headers: Readonly<Record<string, string>>): Answer {
  if (found === undefined) return { status, charge, headers };
  const withEtag = { ...headers, etag: found.etag };
  return status === 304
    ? { status, charge, headers: withEtag }
    : { status, charge, headers: withEtag, body: found.body };
}

function rangeLsn({ storage }: Cosmos, container: Container, key: ItemKey): number {
  return lastLsn(storage, container.no, key.range.no);
}
