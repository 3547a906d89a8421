import { keyText, parseKeyHeader } from '../keys/partition-key.ts';
import { answerEntries, failedDependency, failureEntry, successEntry, type BatchEntry } from './batch-entry.ts';
import { readBatchOperation, requireOperations } from './batch-operation.ts';
import { requireContainer, type ContainerName } from './container.ts';
import { badRequest, CosmosFailure } from './failure.ts';
import { requireKey, type ItemKey } from './item-key.ts';
import { applyOperation } from './item-operation.ts';
import type { JsonObject } from './json-body.ts';
import type { Answer, Cosmos, CosmosRequest } from './operation.ts';
import { itemHeaders, wantsBody } from './session.ts';
import { beginTransaction, type Transaction } from './transaction.ts';

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

/** Whether a POST of items carries several operations. */
export function isBatch(request: CosmosRequest): boolean {
  return request.header('x-ms-cosmos-is-batch-request')?.toLowerCase() === 'true';
}

/** Whether they are all or nothing. */
export function isAtomic(request: CosmosRequest): boolean {
  return request.header('x-ms-cosmos-batch-atomic')?.toLowerCase() === 'true';
}

/**
 * `POST .../docs` with a transactional batch: all operations or none, on items of one key, visible together. Answers 200
 * when all succeed; else 207, where the failing operation has its own status and every other one 424.
 */
export async function batch(cosmos: Cosmos, name: ContainerName, request: CosmosRequest): Promise<Answer> {
  const operations = requireOperations(request);
  try {
    return await cosmos.storage.write(() => {
      const container = requireContainer(cosmos, name);
      const key = requireKey(request, container);
      refuseOtherKeys(operations, key);
      return applyAll(beginTransaction(cosmos, container, key), operations, wantsBody(request));
    });
  } catch (error) {
    if (error instanceof BatchRefused) return answerEntries(error.entries, error.headers);
    throw error;
  }
}

/** An operation need not name the key of its batch, but it may not name another one. */
function refuseOtherKeys(operations: readonly JsonObject[], { text }: ItemKey): void {
  const keys = operations.map(({ partitionKey }) => partitionKey).filter((key) => typeof key === 'string');
  if (keys.some((key) => keyText(parseKeyHeader(key) ?? []) !== text))
    throw badRequest(
      'One or more operations within the batch request have a different partition key value than the request.',
    );
}

function applyAll(transaction: Transaction, operations: readonly JsonObject[], withBodies: boolean): Answer {
  const { container, key } = transaction;
  const before = itemHeaders(container, key.range.no, transaction.lsn());
  const done: BatchEntry[] = [];
  for (const entry of operations) {
    try {
      const operation = readBatchOperation(entry);
      done.push(successEntry(applyOperation(transaction, operation), withBodies || operation.type === 'read'));
    } catch (error) {
      if (!(error instanceof CosmosFailure)) throw error;
      const failing = done.length;
      throw new BatchRefused(
        operations.map((_, index) => (index === failing ? failureEntry(error) : failedDependency)),
        before,
      );
    }
  }
  return answerEntries(done, itemHeaders(container, key.range.no, transaction.lsn()));
}
