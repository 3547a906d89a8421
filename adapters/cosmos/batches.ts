import { ErrorResponse, type Container, type OperationInput } from '@azure/cosmos';

/** One transaction: operations on documents of one partition, at most 100. */
export interface Batch {
  readonly partition: string;
  readonly operations: readonly OperationInput[];
}

/** Statuses that say what is there: a document that is missing, or one that is in the place of another. */
const answers: readonly number[] = [404, 409];

/**
 * Carries out all operations of a batch or none. Answers the index of the operation because of which it was none: a document to
 * be read or replaced is missing, or one to be created exists. Undefined when all were carried out. Throws every other failure.
 */
export const runBatch = async (
  container: Container,
  { partition, operations }: Batch,
  abortSignal: AbortSignal,
): Promise<number | undefined> => {
  const entries = await entriesOf(container.items.batch([...operations], partition, { abortSignal }));
  // The operation at fault has its own status, and all others have 424 ("Transactional batch operations in Azure Cosmos DB").
  const index = entries.findIndex(({ statusCode }) => statusCode >= 400 && statusCode !== 424);
  const status = entries[index]?.statusCode;
  if (status === undefined) return undefined;
  if (answers.includes(status)) return index;
  throw Object.assign(new ErrorResponse(`A batch on ${container.id}: operation ${index} failed with ${status}`), {
    code: status,
  });
};

/** The SDK wraps what failed, the store's answer included, in an error that says only that it was a batch. */
const entriesOf = async (batch: ReturnType<Container['items']['batch']>) => {
  try {
    return (await batch).result ?? [];
  } catch (error) {
    throw error instanceof Error && error.cause !== undefined ? error.cause : error;
  }
};
