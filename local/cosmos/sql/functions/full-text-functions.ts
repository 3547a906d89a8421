import { countPhrase, phraseOf, wordsOf, type Phrase } from '../full-text.ts';
import type { SqlFunction } from './sql-function.ts';

/** Full-text search by words and phrases, in any case, and by words that are nearly right. */
export const fullTextFunctions: Readonly<Record<string, SqlFunction>> = {
  FULLTEXTCONTAINS: { ...search((holds, phrases) => phrases.every(holds)), arity: [2, 2] },
  FULLTEXTCONTAINSALL: search((holds, phrases) => phrases.every(holds)),
  FULLTEXTCONTAINSANY: search((holds, phrases) => phrases.some(holds)),
};

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
