import { Undeliverable } from '../undeliverable.ts';

/** A document as it was read. */
export interface StoredDocument {
  readonly id: string;
  /** Another one after each change. */
  readonly revision: string;
  readonly body: unknown;
}

/**
 * One step of a batch. A document that is created is not there yet, one that is replaced or removed is of this revision still, one that
 * is required is there; one that is put may be there or not.
 */
export type DocumentOperation =
  | { readonly type: 'create'; readonly id: string; readonly body: object }
  | { readonly type: 'put'; readonly id: string; readonly body: object }
  | { readonly type: 'replace'; readonly id: string; readonly body: object; readonly revision: string }
  | { readonly type: 'remove'; readonly id: string; readonly revision: string }
  | { readonly type: 'require'; readonly id: string };

/** The documents whose ids begin with `prefix` and come behind `after`, in the order of their ids, at most so many. */
export interface DocumentRange {
  readonly prefix: string;
  readonly after?: string;
  readonly atMost: number;
}

/** All steps were carried out, or none: the index of one that found its document otherwise. */
export type BatchOutcome = 'done' | { readonly refused: number };

/** The most steps of one batch (Azure Cosmos DB documentation, "Transactional batch operations"). */
export const longestBatch = 100;

/** More than the store takes in one batch, or in one document. */
export class TooMuchAtOnce extends Undeliverable {
  override readonly name = 'TooMuchAtOnce';
  override readonly kind = 'size';
}

/**
 * The documents of one container, in partitions. Ids are texts of any kind, at most 1,000 characters long, and belong to their partition.
 * Each method may throw when the store cannot be used; after a lost answer a batch may have been carried out.
 */
export interface DocumentContainer {
  read(partition: string, id: string): Promise<StoredDocument | undefined>;

  list(partition: string, range: DocumentRange): Promise<readonly StoredDocument[]>;

  /**
   * Carries out these steps in one transaction, at most {@link longestBatch}, each about a document of its own. Throws
   * {@link TooMuchAtOnce}.
   */
  batch(partition: string, operations: readonly DocumentOperation[]): Promise<BatchOutcome>;
}

/** A consumer's own store: its containers, by their names. */
export type DocumentStore = (container: string) => DocumentContainer;
