import { ErrorResponse, type Container, type JSONObject, type OperationInput } from '@azure/cosmos';
import { failureOf, isMissingItem, statusOf } from './store-errors.ts';

/** A document to be created (no etag) or replaced (the etag that it must have). */
export interface DocumentWrite {
  readonly id: string;
  readonly partition: string;
  readonly document: JSONObject & { readonly id: string };
  readonly etag: string | undefined;
  /** Ends the wait for the store, of a write that shares its request with none. */
  readonly abortSignal: AbortSignal;
}

/** The new etag; 'conflict' when there is such a document already, or the one to be replaced is another one or gone. */
export type WriteOutcome = { readonly etag: string } | 'conflict';

/** A write that waits for the end of the turn, and who asked for it. */
interface WaitingWrite extends DocumentWrite {
  readonly settle: (outcome: Promise<WriteOutcome>) => void;
}

/** The most operations of one bulk request ("Azure Cosmos DB service quotas and default limits"). */
const mostTogether = 100;

/**
 * Writes documents. Those that are asked for within one turn of the event loop are sent together, up to a hundred in one request: that
 * saves what each request costs on both sides, and no request units. Each succeeds or fails by itself, as if it were alone. Throws
 * what the store says to a write, and for all of a request what went wrong with it: each can be asked for again.
 */
export const documentWrites = (container: Container): ((write: DocumentWrite) => Promise<WriteOutcome>) => {
  let waiting: WaitingWrite[] = [];

  const send = (): void => {
    const writes = waiting;
    waiting = [];
    for (let from = 0; from < writes.length; from += mostTogether)
      sendTogether(container, writes.slice(from, from + mostTogether));
  };

  return (write) =>
    new Promise((settle) => {
      if (waiting.length === 0) setImmediate(send);
      waiting.push({ ...write, settle });
    });
};

const sendTogether = (container: Container, writes: readonly WaitingWrite[]): void => {
  const [only] = writes;
  if (writes.length === 1 && only !== undefined) {
    only.settle(writeAlone(container, only));
    return;
  }
  const answers = answersTo(container, writes);
  for (const [index, write] of writes.entries())
    write.settle(
      answers.then((answered) =>
        answered === 'refused'
          ? writeAlone(container, write)
          : outcomeOf(answered[index], `Writing ${write.id} of ${container.id}`),
      ),
    );
};

const writeAlone = async (
  container: Container,
  { id, partition, document, etag, abortSignal }: DocumentWrite,
): Promise<WriteOutcome> => {
  try {
    const written =
      etag === undefined
        ? await container.items.create(document, { abortSignal })
        : await container
            .item(id, partition)
            .replace(document, { abortSignal, accessCondition: { type: 'IfMatch', condition: etag } });
    return { etag: written.etag };
  } catch (error) {
    if (isConflict(error)) return 'conflict';
    throw error;
  }
};

/** What the store says to one operation of a bulk request. The SDK's type leaves out some of it. */
interface OperationAnswer {
  readonly statusCode: number;
  readonly subStatusCode?: number;
  readonly eTag?: string;
  readonly retryAfterMilliseconds?: number;
}

/**
 * Sends one request for each range of the store. 'refused' when one of these is answered for good as a whole, which says nothing of its
 * operations: so it is after a range was divided, because the SDK then sends an empty request to the half that has none of them.
 * The SDK prefers `executeBulkOperations`, each call of which takes a second at least,
 * because it waits for more operations.
 */
const answersTo = async (
  container: Container,
  writes: readonly DocumentWrite[],
): Promise<readonly (OperationAnswer | undefined)[] | 'refused'> => {
  try {
    // Nobody looks at the document that was just written, so the answer comes without it.
    const options = { contentResponseOnWriteEnabled: false };
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- the newer call takes at least a second
    return await container.items.bulk(writes.map(operationOf), { continueOnError: true }, options);
  } catch (error) {
    // The SDK wraps the error, with the store's answer, in one that says only that a request failed.
    const answer = error instanceof Error && error.cause !== undefined ? error.cause : error;
    if (failureOf(answer) === 'final') return 'refused';
    throw answer;
  }
};

const operationOf = ({ id, partition, document, etag }: DocumentWrite): OperationInput =>
  etag === undefined
    ? { operationType: 'Create', partitionKey: partition, resourceBody: document }
    : { operationType: 'Replace', partitionKey: partition, id, ifMatch: etag, resourceBody: document };

const outcomeOf = (answer: OperationAnswer | undefined, write: string): WriteOutcome => {
  const { statusCode: code = 500, eTag: etag } = answer ?? {};
  if (code < 400 && etag !== undefined) return { etag };
  const { subStatusCode: substatus = 0, retryAfterMilliseconds: retryAfterInMs = 0 } = answer ?? {};
  const error = Object.assign(new ErrorResponse(`${write}: ${code}`), { code, substatus, retryAfterInMs });
  if (isConflict(error)) return 'conflict';
  throw error;
};

const isConflict = (error: unknown): boolean => [409, 412].includes(statusOf(error) ?? 0) || isMissingItem(error);
