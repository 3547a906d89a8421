import type { NamedStream, StreamId } from '../../../domain/modelling/ids.ts';
import type { ContributionChange, FoundContribution } from '../contributions/contributions.ts';
import type { DamagedView, FoundView, Projected, ReadModel } from '../read-model.ts';

/** How the document changes in a save. 'stays': no part changes what is in it. Undefined: nothing is part of it any more. */
export type DocumentAfter<Shape> = 'stays' | Projected<Shape> | undefined;

/** What was saved: the etags of the parts in their order, and of the document; undefined where there is none. */
export interface SavedJoined {
  readonly parts: readonly string[];
  readonly document: string | undefined;
}

/** A change of one document. */
export interface JoinedChange<Shape, Part> {
  readonly document: DocumentAfter<Shape>;
  /** Of the document that it replaces; undefined where there was none. */
  readonly etag: string | undefined;
  readonly parts: readonly ContributionChange<Part>[];
}

/**
 * The documents of a joined view, and the part that each stream has in them. The version of a document counts its saves; it is
 * none of a stream. Disposable: they can be made again from the events.
 */
export interface JoinedDocuments<Shape, Part> extends Pick<ReadModel<Shape>, 'list' | 'count'> {
  /** The document of a key. Throws UnusableKey. */
  readonly find: (key: string) => Promise<FoundView<Shape> | DamagedView | undefined>;

  /** The part of a stream in the document of a key. A damaged one has version 0 and no value. Throws UnusableKey. */
  readonly findPart: (key: string, streamId: NamedStream) => Promise<FoundContribution<Part> | undefined>;

  /** All parts of a document, damaged ones as {@link findPart} gives them. As new as the document that was read before, or newer. */
  readonly parts: (key: string) => Promise<readonly FoundContribution<Part>[]>;

  /** The streams that are or ever were part of a document, at most so many. */
  readonly streams: (key: string, atMost: number) => Promise<readonly StreamId[]>;

  /** Every key that holds a document or a part, for an audit: it reads all. */
  readonly keys: () => Promise<readonly string[]>;

  /**
   * Changes a document and parts of different streams, all or nothing. 'part conflict' when one of the parts was changed since it was
   * read, 'document conflict' when the document was: each perhaps by this very save, whose answer was lost. Takes at
   * most {@link mostChanges} parts. Throws ChangesTooLarge and UnusableKey.
   */
  readonly save: (
    key: string,
    change: JoinedChange<Shape, Part>,
  ) => Promise<SavedJoined | 'part conflict' | 'document conflict'>;
}
