import { parseKeyHeader } from '../keys/partition-key.ts';
import { lastLsn } from '../storage/ranges.ts';
import { answerEntries, failedDependency, failureEntry, successEntry, type BatchEntry } from './batch-entry.ts';
import { readBatchOperation, requireOperations } from './batch-operation.ts';
import { requireContainer, type Container, type ContainerName } from './container.ts';
import { badRequest, CosmosFailure, rangeGone } from './failure.ts';
import { locateKey, type ItemKey } from './item-key.ts';
import { applyOperation } from './item-operation.ts';
import type { JsonObject } from './json-body.ts';
import type { Answer, Cosmos, CosmosRequest } from './operation.ts';
import { itemHeaders, wantsBody } from './session.ts';
import { beginTransaction } from './transaction.ts';

/** How a bulk request wants to be carried out. */
interface Bulk {
  readonly cosmos: Cosmos;
  readonly container: Container;
  readonly range: number;
  readonly withBodies: boolean;
}

/**
 * `POST .../docs` with a bulk request: operations on items of one range that have nothing to do with each other. Each
 * succeeds or fails on its own; only when the caller does not want to continue after an error, the rest is left undone.
 */
export function bulk(cosmos: Cosmos, name: ContainerName, request: CosmosRequest): Promise<Answer> {
  const operations = requireOperations(request);
  const goesOn = request.header('x-ms-cosmos-batch-continue-on-error')?.toLowerCase() === 'true';
  return cosmos.storage.write(() => {
    const container = requireContainer(cosmos, name);
    const range = requireRange(request, container);
    const bulkRequest = { cosmos, container, range, withBodies: wantsBody(request) };
    const done: BatchEntry[] = [];
    for (const operation of operations) {
      const isOver = !goesOn && done.some(({ statusCode }) => statusCode >= 400);
      done.push(isOver ? failedDependency : applyAlone(bulkRequest, operation));
    }
    return answerEntries(done, itemHeaders(container, range, lastLsn(cosmos.storage, container.no, range)));
  });
}

function applyAlone({ cosmos, container, range, withBodies }: Bulk, entry: JsonObject): BatchEntry {
  try {
    const key = keyOf(entry, container);
    if (key.range.no !== range) throw rangeGone(String(range));
    const operation = readBatchOperation(entry);
    const result = applyOperation(beginTransaction(cosmos, container, key), operation);
    return successEntry(result, withBodies || operation.type === 'read');
  } catch (error) {
    if (error instanceof CosmosFailure) return failureEntry(error);
    throw error;
  }
}

function keyOf({ partitionKey }: JsonObject, container: Container): ItemKey {
  const key = typeof partitionKey === 'string' ? parseKeyHeader(partitionKey) : undefined;
  if (key === undefined) throw badRequest(`A bulk operation needs a 'partitionKey'.`);
  return locateKey(key, container);
}

function requireRange(request: CosmosRequest, { ranges }: Container): number {
  const id = request.header('x-ms-documentdb-partitionkeyrangeid');
  const range = ranges.find(({ no }) => String(no) === id);
  if (range === undefined) throw rangeGone(id ?? '(none)');
  return range.no;
}
