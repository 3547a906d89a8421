import { countPhrase, wordsOf } from '../full-text.ts';
import type { SqlFunction } from './sql-function.ts';

/** Full-text search by words and phrases, in any case. */
export const fullTextFunctions: Readonly<Record<string, SqlFunction>> = {
  FULLTEXTCONTAINS: { ...search((holds, phrases) => phrases.every(holds)), arity: [2, 2] },
  FULLTEXTCONTAINSALL: search((holds, phrases) => phrases.every(holds)),
  FULLTEXTCONTAINSANY: search((holds, phrases) => phrases.some(holds)),
};

function search(test: (holds: (phrase: string) => boolean, phrases: readonly string[]) => boolean): SqlFunction {
  return {
    arity: [2, Number.POSITIVE_INFINITY],
    apply: (text, ...phrases) => {
      if (typeof text !== 'string' || !phrases.every((phrase) => typeof phrase === 'string')) return undefined;
      const words = wordsOf(text);
      return test((phrase) => countPhrase(words, wordsOf(phrase)) > 0, phrases);
    },
  };
}
