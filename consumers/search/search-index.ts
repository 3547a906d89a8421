import { z } from 'zod';
import type { Page, PageRequest } from '../../application/paging.ts';
import type { Fact } from './registers.ts';

/** What is searched. */
export const kinds = ['order', 'product', 'customer'] as const;

/** See {@link kinds}. */
export type Kind = (typeof kinds)[number];

/** What a document of the index is about. */
export interface Subject {
  readonly kind: Kind;
  readonly id: string;
}

/** What a document shows, and is filtered by: a field is absent where its kind has none, or it was not told yet. */
export const shownFields = z
  .object({
    title: z.string(),
    status: z.string().exactOptional(),
    customerId: z.string().exactOptional(),
    country: z.string().exactOptional(),
    placedAt: z.string().exactOptional(),
    category: z.string().exactOptional(),
    currency: z.string().exactOptional(),
    /** In minor units of the currency. */
    unitPrice: z.int().exactOptional(),
  })
  .readonly();

/** See {@link shownFields}. */
export type ShownFields = z.infer<typeof shownFields>;

/** What was found. */
export const hit = z.object({ kind: z.enum(kinds), id: z.string(), ...shownFields.unwrap().shape }).readonly();

/** See {@link hit}. */
export type Hit = z.infer<typeof hit>;

/** What is searched for, within what filters let through. */
export interface Search {
  /** As {@link wordsOf} gives them: at least one. What has any of them is found; more, and rarer ones, rank higher. */
  readonly words: readonly string[];
  readonly kinds: readonly Kind[];
  readonly equal: Readonly<Partial<Pick<ShownFields, 'status' | 'customerId' | 'category' | 'country'>>>;
  /** Products, and what belongs to this customer, and nothing else. */
  readonly ownedBy?: string;
}

/** The most hits of one search, over all its pages. Who looks further should search for more words. */
export const mostHits = 100;

/** The full-text index of one generation. */
export interface SearchIndex {
  /** Merges a fact into the document of a subject, also when others change it at the same moment. Throws as stores do. */
  put(subject: Subject, fact: Fact): Promise<'changed' | 'known'>;

  /**
   * A page of what is found, best first by BM25 over the texts of all documents; at most {@link mostHits} over all pages. Nothing comes on two
   * pages, and nothing is left out that keeps its rank, whatever changes meanwhile. Throws UnknownContinuation for a continuation of
   * another search.
   */
  search(search: Search, page: PageRequest): Promise<Page<Hit>>;
}

/** The name of a product, as of a version of it. */
export interface ProductName {
  readonly name: string;
  readonly at: number;
}

/** Which orders name which product. */
export interface References {
  /**
   * Notes that an order names a product, then answers how that is called, if anybody has said so. Either this sees a name, or
   * {@link ordersOf} after {@link rename} sees the order.
   */
  refer(productId: string, orderId: string): Promise<ProductName | undefined>;

  /** Keeps the name of a product, unless it knows one of a later version. */
  rename(productId: string, name: ProductName): Promise<void>;

  /** Orders that name a product, in the order of their ids, behind one of them, at most so many. */
  ordersOf(productId: string, after: string | undefined, atMost: number): Promise<readonly string[]>;
}

/** The store of one generation of the search consumer. */
export interface SearchStore {
  readonly index: SearchIndex;
  readonly references: References;
}
