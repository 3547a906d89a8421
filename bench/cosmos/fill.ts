import { BulkOperationType, type Container, type OperationInput } from '@azure/cosmos';
import { commitDocument } from './commit-document.ts';

// The SDK sends as many of these as it likes at once, and takes at least a second a call.
const perCall = 10_000;

/** Writes commits of as many new streams, in bulk. `count` is a multiple of 10,000. */
export async function fill(events: Container, series: string, count: number): Promise<void> {
  for (let n = 0; n < count; n += perCall) {
    const operations = Array.from({ length: perCall }, (_, offset) => create(series, n + offset));
    const results = await events.items.executeBulkOperations(operations);
    const refused = results.find(({ response }) => response?.statusCode !== 201);
    if (refused !== undefined) throw new Error(`A commit was not accepted: ${JSON.stringify(refused.error)}`);
  }
}

function create(series: string, n: number): OperationInput {
  const { streamId, ...rest } = commitDocument(series, n);
  return {
    operationType: BulkOperationType.Create,
    partitionKey: streamId,
    resourceBody: { ...rest, streamId },
  };
}
