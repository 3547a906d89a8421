import { bm25 } from './bm25.ts';
import type { CompilePart, ExpressionOf, Scope } from './evaluate.ts';
import { countPhrase, countWords, phrasesOf, wordsOf, type Phrase } from './full-text.ts';
import type { Score } from './score.ts';
import { SqlError } from './sql-error.ts';
import type { Value } from './value.ts';

/** FullTextScore(path, 'a', 'b') or FullTextScore(path, ['a', 'b']): BM25 over all rows, as the service counts them. */
export function textScore(call: ExpressionOf<'call'>, compile: CompilePart): () => Score {
  const [text, ...phrases] = call.args.map(compile);
  if (text === undefined || phrases.length === 0)
    throw new SqlError('The FullTextScore function requires at least 2 argument(s).', call.at);
  return () => startScore(text, (row) => phrases.flatMap((phrase) => phrasesOf(phrase(row))));
}

function startScore(textOf: (row: Scope) => Value, phrasesIn: (row: Scope) => readonly Phrase[]): Score {
  const hits = new Map<string, number>();
  let documents = 0;
  let words = 0;
  const observe = (row: Scope): void => {
    const text = wordsOf(textOf(row));
    documents += 1;
    words += countWords(text);
    for (const phrase of phrasesIn(row))
      if (countPhrase(text, phrase) > 0) hits.set(nameOf(phrase), (hits.get(nameOf(phrase)) ?? 0) + 1);
  };
  const of = (row: Scope): number => {
    const phrases = phrasesIn(row);
    const ofEach = phrases.map((phrase) => hits.get(nameOf(phrase)) ?? 0);
    return bm25(wordsOf(textOf(row)), phrases, { documents, words, hits: ofEach });
  };
  return { observe, of };
}

function nameOf({ words, edits }: Phrase): string {
  return `${words.map(({ written }) => written).join(' ')}~${edits}`;
}
