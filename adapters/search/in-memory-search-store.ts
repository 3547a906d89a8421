import { documentOf, type IndexedDocument } from '../../consumers/search/indexed-document.ts';
import { merged } from '../../consumers/search/registers.ts';
import {
  hit,
  mostHits,
  type ProductName,
  type References,
  type Search,
  type SearchIndex,
  type SearchStore,
} from '../../consumers/search/search-index.ts';
import { jsonCopy } from '../stored-json.ts';
import { bm25Scores } from './bm25.ts';
import { markOf, nextPlace, placeIn } from './search-place.ts';

/** A search store that forgets on restart. It finds words as they are written, and no stems. */
export const inMemorySearchStore = (): SearchStore => ({ index: indexInMemory(), references: referencesInMemory() });

type Shown = Extract<IndexedDocument, { readonly state: 'shown' }>;

const indexInMemory = (): SearchIndex => {
  const documents = new Map<string, IndexedDocument>();
  return {
    put: async (subject, fact) => {
      const key = `${subject.kind}:${subject.id}`;
      const known = documents.get(key)?.registers ?? {};
      const next = merged(known, fact);
      if (next === known) return 'known';
      documents.set(key, jsonCopy(documentOf(subject, next)));
      return 'changed';
    },

    search: async (search, { limit, continuation }) => {
      const place = placeIn(search, continuation);
      const atMost = Math.min(limit, mostHits - place.length);
      const rest = ranked([...documents.values()], search.words)
        .filter((document) => isLetThrough(search, document))
        .filter((document) => !place.includes(markOfDocument(document)));
      const page = rest.slice(0, Math.max(0, atMost));
      const next = [...place, ...page.map(markOfDocument)];
      return {
        items: page.map(({ subjectId: id, ...shown }) => hit.parse({ ...shown, id })),
        ...(rest.length > page.length && next.length < mostHits && { continuation: nextPlace(search, next) }),
      };
    },
  };
};

const markOfDocument = ({ kind, subjectId }: IndexedDocument): string => markOf(`${kind}:${subjectId}`);

/** What has any of the words, best first. */
const ranked = (documents: readonly IndexedDocument[], words: readonly string[]): readonly Shown[] => {
  const texts = documents.map((document) => (document.state === 'shown' ? document.text : ''));
  const scores = bm25Scores(texts, words);
  return documents
    .flatMap((document, index) => (document.state === 'shown' ? [{ document, score: scores[index] ?? 0 }] : []))
    .filter(({ score }) => score > 0)
    .sort((one, other) => other.score - one.score)
    .map(({ document }) => document);
};

const isLetThrough = ({ kinds, equal, ownedBy }: Search, document: Shown): boolean =>
  kinds.includes(document.kind) &&
  (Object.keys(equal) as readonly (keyof typeof equal)[]).every((field) => document[field] === equal[field]) &&
  (ownedBy === undefined || document.kind === 'product' || document.customerId === ownedBy);

const referencesInMemory = (): References => {
  const names = new Map<string, ProductName>();
  const orders = new Map<string, Set<string>>();
  return {
    refer: async (productId, orderId) => {
      orders.set(productId, (orders.get(productId) ?? new Set()).add(orderId));
      return names.get(productId);
    },
    rename: async (productId, name) => {
      if ((names.get(productId)?.at ?? 0) < name.at) names.set(productId, name);
    },
    ordersOf: async (productId, after = '', atMost) =>
      [...(orders.get(productId) ?? [])]
        .filter((orderId) => orderId > after)
        .toSorted()
        .slice(0, atMost),
  };
};
