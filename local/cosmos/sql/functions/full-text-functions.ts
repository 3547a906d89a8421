import { bm25, type TextStatistics } from '../bm25.ts';
import { countPhrase, countWords, phraseOf, phrasesOf, wordsOf, type Phrase } from '../full-text.ts';
import type { Value } from '../value.ts';
import type { SqlFunction } from './sql-function.ts';

/** Full-text search by words and phrases, in any case, and by words that are nearly right. */
export const fullTextFunctions: Readonly<Record<string, SqlFunction>> = {
  FULLTEXTCONTAINS: { ...search((holds, phrases) => phrases.every(holds)), arity: [2, 2] },
  FULLTEXTCONTAINSALL: search((holds, phrases) => phrases.every(holds)),
  FULLTEXTCONTAINSANY: search((holds, phrases) => phrases.some(holds)),
  // What plans of ORDER BY RANK are made of: the client adds up the words and hits of all ranges, and puts them in.
  _FULLTEXTWORDCOUNT: {
    arity: [1, 1],
    apply: (text) => (typeof text === 'string' ? countWords(wordsOf(text)) : undefined),
  },
  _FULLTEXTSCORE: {
    arity: [5, 5],
    apply: (text, phrases, ...counted) => bm25(wordsOf(text), phrasesOf(phrases), statisticsOf(counted)),
  },
};

function statisticsOf([documents, words, hits]: readonly Value[]): TextStatistics {
  return { documents: Number(documents), words: Number(words), hits: Array.isArray(hits) ? hits.map(Number) : [] };
}

function search(test: (holds: (phrase: Phrase) => boolean, phrases: readonly Phrase[]) => boolean): SqlFunction {
  return {
    arity: [2, Number.POSITIVE_INFINITY],
    apply: (text, ...given) => {
      const phrases = given.map(phraseOf);
      if (typeof text !== 'string' || !phrases.every((phrase) => phrase !== undefined)) return undefined;
      const words = wordsOf(text);
      return test((phrase) => countPhrase(words, phrase) > 0, phrases);
    },
  };
}
