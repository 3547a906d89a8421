import { BulkOperationType, type Container, type JSONObject } from '@azure/cosmos';
import { commitDocument } from './commit-document.ts';

// The SDK sends as many of these as it likes at once, and takes at least a second a call.
const perCall = 10_000;

/** Writes commits of as many new streams, in bulk. `count` is a multiple of 10,000. */
export async function fill(events: Container, series: string, count: number): Promise<void> {
  for (let n = 0; n < count; n += perCall)
    await store(
      events,
      Array.from({ length: perCall }, (_, offset) => commitDocument(series, n + offset)),
    );
}

/** Writes commits in bulk, each stream's in their order. */
export async function store(
  events: Container,
  commits: readonly { readonly id: string; readonly streamId: string }[],
): Promise<void> {
  const operations = commits.map((commit) => ({
    operationType: BulkOperationType.Create,
    partitionKey: commit.streamId,
    resourceBody: { ...commit } satisfies JSONObject,
  }));
  const results = await events.items.executeBulkOperations(operations);
  const refused = results.find(({ response }) => response?.statusCode !== 201);
  if (refused !== undefined) throw new Error(`A commit was not accepted: ${JSON.stringify(refused.error)}`);
}
