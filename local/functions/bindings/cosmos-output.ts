import type { Container } from '@azure/cosmos';
import type { TypedData } from '../worker/rpc.ts';

/** Writes what a function left for an output. Rejects when the service refuses it; then the call has failed. */
export type WriteOutput = (value: TypedData) => Promise<void>;

/** A Cosmos DB output (Microsoft Learn, "Azure Cosmos DB output binding"): each document is created or replaced. */
export function cosmosOutput(open: () => Promise<Container>): WriteOutput {
  // A document that has no id is a mistake, and not for the SDK to mend.
  const options = { disableAutomaticIdGeneration: true };
  return async (value) => {
    const container = await open();
    for (const document of documentsIn(value)) await container.items.upsert(document, options);
  };
}

/** One document, or those of a list; a text is taken for JSON. */
function documentsIn({ string, json }: TypedData): readonly object[] {
  const value: unknown = JSON.parse(json ?? string ?? 'null');
  const documents: readonly unknown[] = Array.isArray(value) ? value : [value];
  return documents.map((document) => {
    if (typeof document === 'object' && document !== null) return document;
    throw new Error('A Cosmos DB output takes an object or a list of objects.');
  });
}
