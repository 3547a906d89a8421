import type { CompilePart, ExpressionOf, Scope } from './evaluate.ts';
import { countPhrase, phraseOf, wordsOf, type Phrase } from './full-text.ts';
import type { Score } from './score.ts';
import { SqlError } from './sql-error.ts';
import type { Value } from './value.ts';

// The usual constants of BM25.
const saturation = 1.2;
const lengthWeight = 0.75;

/** FullTextScore(path, 'a', 'b') or FullTextScore(path, ['a', 'b']): BM25 over all rows that have a text there. */
export function textScore(call: ExpressionOf<'call'>, compile: CompilePart): () => Score {
  const [text, ...phrases] = call.args.map(compile);
  if (text === undefined || phrases.length === 0)
    throw new SqlError('The FullTextScore function requires at least 2 argument(s).', call.at);
  return () => startScore(text, (row) => phrases.flatMap((phrase) => phrasesIn(phrase(row))));
}

function startScore(textOf: (row: Scope) => Value, phrasesOf: (row: Scope) => readonly Phrase[]): Score {
  const hits = new Map<string, number>();
  let texts = 0;
  let words = 0;
  const countsIn = (row: Scope) => {
    const text = textOf(row);
    const own = typeof text === 'string' ? wordsOf(text) : [];
    return { length: own.length, counts: phrasesOf(row).map((phrase) => [`${phrase.words.join(' ')}~${phrase.edits}`, countPhrase(own, phrase)] as const) }; // prettier-ignore
  };
  const observe = (row: Scope): void => {
    const { length, counts } = countsIn(row);
    if (length === 0) return;
    texts += 1;
    words += length;
    for (const [phrase, count] of counts) if (count > 0) hits.set(phrase, (hits.get(phrase) ?? 0) + 1);
  };
  const of = (row: Scope): number => {
    const { length, counts } = countsIn(row);
    return counts.reduce((score, [phrase, count]) => {
      const rarity = Math.log(1 + (texts - (hits.get(phrase) ?? 0) + 0.5) / ((hits.get(phrase) ?? 0) + 0.5));
      const norm = saturation * (1 - lengthWeight + (lengthWeight * length * texts) / Math.max(1, words));
      return score + (rarity * count * (saturation + 1)) / (count + norm);
    }, 0);
  };
  return { observe, of };
}

function phrasesIn(value: Value): readonly Phrase[] {
  const given = Array.isArray(value) ? (value as readonly Value[]) : [value];
  return given.map(phraseOf).filter((phrase) => phrase !== undefined);
}
