import type { NamedStream } from '../../domain/modelling/ids.ts';
/** The event store's documents as they are stored, whatever code wrote them: to copy and to compare, never to decide on. */
export interface StoredHistory {
  /** The documents of one stream, oldest first. */
  ofStream(streamId: NamedStream): Promise<readonly unknown[]>;

  /** The document of the commit whose last event has this version; undefined when there is none. */
  ofCommit(streamId: NamedStream, version: number): Promise<unknown>;

  /** All documents that there were when it was asked, and perhaps newer ones; those of one stream in their order. */
  pages(): AsyncIterable<readonly unknown[]>;
}

/** A store that is being filled from a copy. */
export interface RestoreTarget {
  /**
   * Marks an empty store as one that is being filled: 'begun', or 'resumed' when an earlier filling had not ended.
   * 'refused' when the store has any other content: two histories are never mixed.
   */
  begin(): Promise<'begun' | 'resumed' | 'refused'>;

  /** Stores a document as it is. 'there' when it is stored already; 'different' when another one has its place. */
  put(document: unknown): Promise<'stored' | 'there' | 'different'>;

  /** Removes the mark: the store is complete. */
  end(): Promise<void>;
}
