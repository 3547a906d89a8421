import { requireContainer, type ContainerName } from './container.ts';
import { badRequest, CosmosFailure } from './failure.ts';
import { applyOperation, type ItemResult } from './item-operation.ts';
import { requireKey } from './item-key.ts';
import { isJsonObject, parseJson, type JsonObject } from './json-body.ts';
import type { Answer, Cosmos, CosmosRequest } from './operation.ts';
import { readBatchOperation } from './batch-operation.ts';
import { itemHeaders, wantsBody } from './session.ts';
import { largestItem } from './stored-document.ts';
import { beginTransaction, type Transaction } from './transaction.ts';

const mostOperations = 100; // "Transactional batch operations in Azure Cosmos DB"

interface BatchEntry {
  readonly statusCode: number;
  readonly subStatusCode?: number;
  readonly eTag?: string;
  readonly requestCharge: number;
  readonly resourceBody?: unknown;
  readonly message?: string;
}

/** Thrown out of the storage's write, so that it takes back what the operations before the failing one did. */
class BatchRefused extends Error {
  readonly entries: readonly BatchEntry[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(entries: readonly BatchEntry[], headers: Readonly<Record<string, string>>) {
    super('The batch was refused.');
    this.entries = entries;
    this.headers = headers;
  }
}

/** Whether a POST of items carries a transactional batch. */
export function isBatch(request: CosmosRequest): boolean {
  return request.header('x-ms-cosmos-is-batch-request')?.toLowerCase() === 'true';
}

/**
 * `POST .../docs` with a batch: all operations or none, on items of one key, visible together. Answers 200 when all
 * succeed; else 207, where the failing operation has its own status and every other one 424.
 */
export async function batch(cosmos: Cosmos, name: ContainerName, request: CosmosRequest): Promise<Answer> {
  if (request.header('x-ms-cosmos-batch-atomic')?.toLowerCase() !== 'true')
    throw badRequest('Bulk requests are not supported by the local Cosmos yet. Use single operations or batches.');
  const operations = requireOperations(request);
  try {
    return await cosmos.storage.write(() => {
      const container = requireContainer(cosmos, name);
      const key = requireKey(request, container);
      return applyAll(beginTransaction(cosmos, container, key), operations, wantsBody(request));
    });
  } catch (error) {
    if (error instanceof BatchRefused) return answerBatch(207, error.entries, error.headers);
    throw error;
  }
}

function requireOperations(request: CosmosRequest): readonly JsonObject[] {
  if (request.body.length > largestItem)
    throw new CosmosFailure(413, 'Request size is too large: a batch may have at most 2 MB.');
  const operations = parseJson(request.body);
  if (!Array.isArray(operations) || operations.length === 0 || !operations.every(isJsonObject))
    throw badRequest('A batch must be a list of operations.');
  if (operations.length > mostOperations) throw badRequest(`A batch may have at most ${mostOperations} operations.`);
  return operations;
}

function applyAll(transaction: Transaction, operations: readonly JsonObject[], withBodies: boolean): Answer {
  const { container, key } = transaction;
  const before = itemHeaders(container, key.range.no, transaction.lsn());
  const done: BatchEntry[] = [];
  for (const operation of operations) {
    try {
      const result = applyOperation(transaction, readBatchOperation(operation));
      done.push(success(result, withBodies || (result.status === 200 && operation['operationType'] === 'Read')));
    } catch (error) {
      if (!(error instanceof CosmosFailure)) throw error;
      throw new BatchRefused(refusal(operations.length, done.length, error), before);
    }
  }
  return answerBatch(200, done, itemHeaders(container, key.range.no, transaction.lsn()));
}

function success({ status, charge, item }: ItemResult, withBody: boolean): BatchEntry {
  const entry = { statusCode: status, requestCharge: rounded(charge) };
  if (item === undefined) return entry;
  return {
    ...entry,
    eTag: item.etag,
    ...(withBody && status !== 304 ? { resourceBody: JSON.parse(item.body) as unknown } : {}),
  };
}

function refusal(count: number, failing: number, { status, message, details }: CosmosFailure): readonly BatchEntry[] {
  const { substatus, charge = 1 } = details;
  return Array.from({ length: count }, (_, index) => {
    if (index !== failing) return { statusCode: 424, requestCharge: 0 };
    const entry = { statusCode: status, requestCharge: rounded(charge), message };
    return substatus === undefined ? entry : { ...entry, subStatusCode: substatus };
  });
}

function answerBatch(
  status: number,
  entries: readonly BatchEntry[],
  headers: Readonly<Record<string, string>>,
): Answer {
  const charge = entries.reduce((sum, entry) => sum + entry.requestCharge, 0);
  return { status, charge, body: JSON.stringify(entries), headers };
}

function rounded(charge: number): number {
  return Math.round(charge * 100) / 100;
}
