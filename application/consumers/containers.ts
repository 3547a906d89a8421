import { z } from 'zod';
import type {
  BatchOutcome,
  DocumentContainer,
  DocumentOperation,
  DocumentRange,
  DocumentStore,
} from './document-store.ts';

/** A container of a consumer: what its documents are. Part of the storage format. */
export interface ContainerDeclaration<Document extends object = object> {
  readonly documents: z.ZodType<Document>;
}

/** The containers of a consumer, by their names. */
export type ContainerDeclarations = Readonly<Record<string, ContainerDeclaration>>;

/** What a document of this container is. */
export type DocumentOf<Container extends ContainerDeclaration> = z.infer<Container['documents']>;

/** A document as it was read. */
export interface Found<Document> {
  readonly id: string;
  /** Another one after each change. */
  readonly revision: string;
  readonly document: Document;
}

/** A document that is not what its container declares. */
export interface Damaged {
  readonly id: string;
  readonly revision: string;
  readonly damage: string;
}

/** What a batch does to one document of a container: see {@link DocumentOperation}. */
export type Operation<Document> =
  | { readonly type: 'create' | 'put'; readonly id: string; readonly document: Document }
  | { readonly type: 'replace'; readonly id: string; readonly document: Document; readonly revision: string }
  | Extract<DocumentOperation, { readonly type: 'remove' | 'require' }>;

/** The documents of one partition. */
export interface Partition<Document> {
  /** Throws {@link DamagedDocument}. */
  read(id: string): Promise<Found<Document> | undefined>;
  /** In the order of ids, those that cannot be read as such. */
  list(range: DocumentRange): Promise<readonly (Found<Document> | Damaged)[]>;
  /** See {@link DocumentContainer}. */
  batch(operations: readonly Operation<Document>[]): Promise<BatchOutcome>;
}

/** The containers of a consumer at work: each gives its partitions. */
export type Containers<Declared extends ContainerDeclarations> = {
  readonly [Name in keyof Declared]: (partition: string) => Partition<DocumentOf<Declared[Name]>>;
};

/** A document is not what its container declares. Somebody must repair it: until then what needs it fails, and is tried again. */
export class DamagedDocument extends Error {
  override readonly name = 'DamagedDocument';
}

/** The documents of one partition of a container. */
export const partitionOf = <Document extends object>(
  { documents }: ContainerDeclaration<Document>,
  container: DocumentContainer,
  partition: string,
): Partition<Document> => ({
  read: async (id) => {
    const found = await container.read(partition, id);
    if (found === undefined) return undefined;
    const parsed = documents.safeParse(found.body);
    if (parsed.success) return { id, revision: found.revision, document: parsed.data };
    throw new DamagedDocument(`The document ${id} of ${partition} is damaged: ${z.prettifyError(parsed.error)}`);
  },

  list: async (range) =>
    (await container.list(partition, range)).map(({ id, revision, body }) => {
      const { success, data, error } = documents.safeParse(body);
      return success ? { id, revision, document: data } : { id, revision, damage: z.prettifyError(error) };
    }),

  batch: (operations) => container.batch(partition, operations.map(storedOperation)),
});

/** The step as the store knows it. */
export const storedOperation = (operation: Operation<object>): DocumentOperation => {
  if (!('document' in operation)) return operation;
  const { document: body, ...step } = operation;
  return { ...step, body };
};

/** The containers of a consumer over its store. */
export const containersOver = (declared: ContainerDeclarations, store: DocumentStore) =>
  Object.fromEntries(
    Object.entries(declared).map(([name, each]) => [
      name,
      (partition: string) => partitionOf(each, store(name), partition),
    ]),
  );
