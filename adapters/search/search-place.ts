import { createHash } from 'node:crypto';
import { z } from 'zod';
import { mostHits, type Search } from '../../consumers/search/search-index.ts';
import { packContinuation, unpackContinuation } from '../continuation.ts';

/**
 * How far a search is: the marks of the hits that were shown. The store gives no scores to go on behind, and a count would miss hits
 * when documents change their ranks.
 */
const searchPlace = z.array(z.string().max(9)).max(mostHits).readonly();

/** Where a continuation of this search leads; before the first hit without one. Throws UnknownContinuation. */
export const placeIn = (search: Search, continuation: string | undefined): readonly string[] =>
  continuation === undefined ? [] : unpackContinuation(searchPlace, fingerprintOf(search), continuation);

/** The continuation that leads behind these hits. */
export const nextPlace = (search: Search, marks: readonly string[]): string =>
  packContinuation(fingerprintOf(search), marks);

const fingerprintOf = ({ words, kinds, equal, ownedBy }: Search): string =>
  createHash('sha256')
    .update(JSON.stringify([words, kinds.toSorted(), Object.entries(equal).toSorted(), ownedBy ?? null]))
    .digest('base64url')
    .slice(0, 16);

/** What names a document in continuations, where ids would take too much room: 54 bits, so that two of a hundred never have the same. */
export const markOf = (documentId: string): string =>
  createHash('sha256').update(documentId).digest('base64url').slice(0, 9);
