import type { CallerId } from '../../domain/modelling/ids.ts';
import type { Page, PageRequest } from '../paging.ts';
import { Undeliverable } from '../undeliverable.ts';

/** A stored view of one entity, with the version that it has reached. */
export interface Projected<View> {
  readonly view: View;
  /** The version of the last event in it. */
  readonly version: number;
}

/** Where one document is kept: its id, unique within its partition. */
export interface DocumentKey {
  readonly id: string;
  readonly partition: string;
}

/** A value that documents are filtered by. */
export type FilterValue = string | number | boolean;

/** Which documents are meant: those of one partition or of all, to which every filter given applies. */
export interface DocumentFilter {
  readonly partition?: string;
  /** The field that is the order, and that the bounds and the prefix are of. The model's own where it is not given. */
  readonly orderBy?: string;
  /** Fields that must have these values. */
  readonly equal?: Readonly<Record<string, FilterValue>>;
  /** The lowest value of the order. */
  readonly from?: string | number;
  /** Above all values of the order. */
  readonly before?: string | number;
  /** What the values of the order begin with. */
  readonly prefix?: string;
  /** A field with the id of the owner. Unlike {@link equal}, no index is needed for it beside the order. */
  readonly ownedBy?: { readonly field: string; readonly ownerId: CallerId };
}

/** Which documents to list: 'desc', highest first, where nothing else is asked for. Equals come in the order of their ids. */
export interface ListRequest extends DocumentFilter, PageRequest {
  readonly direction?: 'asc' | 'desc';
}

/** A view is larger than one document can be. */
export class ViewTooLarge extends Undeliverable {
  override readonly name = 'ViewTooLarge';
  override readonly kind = 'size';
}

/** The store accepts no document under this key. */
export class UnusableKey extends Undeliverable {
  override readonly name = 'UnusableKey';
}

/** A document as it was read, with the etag under which it can be replaced. */
export type FoundView<View> = Projected<View> & { readonly etag: string; readonly damage?: never };

/** What was saved: the etag under which it can be replaced. */
export interface SavedView {
  readonly etag: string;
}

/** A document without a valid view. It can only be replaced. */
export interface DamagedView {
  /** What is wrong with it. */
  readonly damage: string;
  readonly etag: string;
  readonly view?: never;
  readonly version?: never;
}

/** The documents of one projection. Disposable: they can be built again from the events. */
export interface ReadModel<View> {
  /** The document; undefined when there is none. Throws {@link UnusableKey}. */
  find(key: DocumentKey): Promise<FoundView<View> | DamagedView | undefined>;

  /**
   * Creates the document (no etag) or replaces it (etag of the find, or of the last save). 'conflict' when another save came first,
   * which after a lost answer may be this very save; or when there is no such document any more. Throws {@link ViewTooLarge} and {@link UnusableKey}, and keeps what was there.
   */
  save(key: DocumentKey, document: Projected<View>, etag: string | undefined): Promise<SavedView | 'conflict'>;

  /**
   * A page of documents. Damaged ones are left out, so it may be short. The next page goes on behind the last document of this
   * one, by the order and its id, whatever was written in between. Throws {@link UnknownContinuation}.
   */
  list(request: ListRequest): Promise<Page<Projected<View>>>;

  /** How many documents of one partition there are, damaged ones included. */
  count(filter: DocumentFilter & { readonly partition: string }): Promise<number>;

  /**
   * The keys of all documents, damaged ones included, page by page, for an audit. Documents whose name is no id of the store are
   * left out, as it cannot be told from what is stored.
   */
  keys(): AsyncIterable<readonly DocumentKey[]>;

  /** Deletes a document of this etag. 'conflict' when it was changed since; a missing one counts as removed. */
  remove(key: DocumentKey, etag: string): Promise<'removed' | 'conflict'>;
}
