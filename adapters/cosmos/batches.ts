import { ErrorResponse, type Container, type OperationInput } from '@azure/cosmos';

/** One transaction: operations on documents of one partition, at most 100. */
export interface Batch {
  readonly partition: string;
  readonly operations: readonly OperationInput[];
}

/** The operation that made a batch fail, with its status. */
export interface FailedOperation {
  readonly index: number;
  readonly status: number;
}

/**
 * Carries out all operations of a batch or none. Returns the new etags in the order of the operations, or which operation failed.
 */
export const tryBatch = async (
  container: Container,
  { partition, operations }: Batch,
  abortSignal: AbortSignal,
): Promise<{ readonly etags: readonly string[]; readonly failed?: never } | { readonly failed: FailedOperation }> => {
  const entries = await entriesOf(container.items.batch([...operations], partition, { abortSignal }));
  // The operation at fault has its own status, and all others have 424 ("Transactional batch operations in Azure Cosmos DB").
  const index = entries.findIndex(({ statusCode }) => statusCode >= 400 && statusCode !== 424);
  const status = entries[index]?.statusCode;
  return status === undefined ? { etags: entries.map(({ eTag }) => eTag ?? '') } : { failed: { index, status } };
};

/** The failure of an operation that the caller of the batch has no answer to, with the status of the store. */
export const batchError = (container: Container, { index, status }: FailedOperation): Error =>
  Object.assign(new ErrorResponse(`A batch on ${container.id}: operation ${index} failed with ${status}`), {
    code: status,
  });

/** The statuses of a document that is missing, and of an id that is taken. */
const answers: readonly number[] = [404, 409];

/**
 * Carries out all operations of a batch or none. Returns the index of the operation that failed: a document to be read or
 * replaced is missing, or one to be created exists. Undefined when all were carried out. Throws every other failure.
 */
export const runBatch = async (
  container: Container,
  batch: Batch,
  abortSignal: AbortSignal,
): Promise<number | undefined> => {
  const { failed } = await tryBatch(container, batch, abortSignal);
  if (failed === undefined || answers.includes(failed.status)) return failed?.index;
  throw batchError(container, failed);
};

/** The SDK wraps the error, with the store's answer, in one that says only that a batch failed. */
const entriesOf = async (batch: ReturnType<Container['items']['batch']>) => {
  try {
    return (await batch).result ?? [];
  } catch (error) {
    throw error instanceof Error && error.cause !== undefined ? error.cause : error;
  }
};
