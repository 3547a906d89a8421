import { property, type Value } from './value.ts';

/** The words of a text in their order, in lower case; none of what is no text. Unlike the service, words are not reduced to their stems. */
export function wordsOf(text: Value): readonly string[] {
  if (typeof text !== 'string') return [];
  return (
    text
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}

/** What is searched for: words that follow each other, each of which may differ by so many edits. */
export interface Phrase {
  readonly words: readonly string[];
  readonly edits: number;
}

const mostEdits = 2;

/** Reads a text, or `{ "term": "bicycle", "distance": 1 }`; `undefined` for what is neither. */
export function phraseOf(value: Value): Phrase | undefined {
  if (typeof value === 'string') return { words: wordsOf(value), edits: 0 };
  const [term, edits] = [property(value, 'term'), property(value, 'distance')];
  if (typeof term !== 'string' || typeof edits !== 'number') return undefined;
  return Number.isInteger(edits) && edits >= 0 && edits <= mostEdits ? { words: wordsOf(term), edits } : undefined;
}

/** Reads one phrase, or an array of them; what is none is left out. */
export function phrasesOf(value: Value): readonly Phrase[] {
  const given = Array.isArray(value) ? (value as readonly Value[]) : [value];
  return given.map(phraseOf).filter((phrase) => phrase !== undefined);
}

/** How often a phrase stands in a text: all its words, one after the other. */
export function countPhrase(text: readonly string[], { words, edits }: Phrase): number {
  if (words.length === 0) return 0;
  const isAt = (at: number): boolean => words.every((word, index) => isNear(word, text[at + index], edits));
  return text.filter((_, at) => isAt(at)).length;
}

/** Whether one word becomes the other by so many letters that are changed, left out or put in. */
function isNear(word: string, other: string | undefined, edits: number): boolean {
  if (other === undefined || Math.abs(word.length - other.length) > edits) return false;
  return edits === 0 ? word === other : editsBetween(word, other) <= edits;
}

function editsBetween(word: string, other: string): number {
  const others = Array.from(other);
  let row = [0, ...others.map((_, index) => index + 1)];
  for (const [index, letter] of Array.from(word).entries()) {
    const above = row;
    row = [index + 1];
    for (const [at, otherLetter] of others.entries()) {
      const changed = (above[at] ?? 0) + Number(letter !== otherLetter);
      row.push(Math.min(changed, (above[at + 1] ?? 0) + 1, (row[at] ?? 0) + 1));
    }
  }
  return row.at(-1) ?? 0;
}
