import { stemmer } from 'stemmer';
import { remembering } from '../remembering.ts';
import { property, type Value } from './value.ts';

/** A word of a text, in lower case, and its English stem. A stop word has none: no search looks at it, but it has its place. */
export interface Word {
  readonly written: string;
  readonly stem: string | undefined;
}

/** The words of a text in their order; none of what is no text. */
export function wordsOf(text: Value): readonly Word[] {
  if (typeof text !== 'string') return [];
  const words = text
    .normalize('NFC')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu);
  return words?.map((written) => ({ written, stem: stemOf(written) })) ?? [];
}

const stemFor = remembering(50_000, stemmer);

function stemOf(word: string): string | undefined {
  return stopWords.has(word) ? undefined : stemFor(word);
}

// The stop words of English that search engines usually leave out.
const stopWords = new Set(
  (
    'a an and are as at be but by for if in into is it no not of on or such that the their then there these they this ' +
    'to was will with'
  ).split(' '),
);

/** How many words a text has that a search can find. */
export function countWords(text: readonly Word[]): number {
  return text.filter(({ stem }) => stem !== undefined).length;
}

/** What is searched for: words that follow each other by their stems, or as they are written, give or take so many edits. */
export interface Phrase {
  readonly words: readonly Word[];
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

/** How often a phrase stands in a text: all its words, one after the other. One of stop words alone stands nowhere. */
export function countPhrase(text: readonly Word[], { words, edits }: Phrase): number {
  const known = words.flatMap((word, index) => (word.stem === undefined ? [] : [{ word, index }]));
  const [first] = known;
  if (first === undefined) return 0;
  const isAt = (at: number): boolean => known.every(({ word, index }) => isNear(word, text[at + index - first.index], edits)); // prettier-ignore
  return text.filter((_, at) => isAt(at)).length;
}

/** Whether words have one stem, or one becomes the other by so many letters that are changed, left out or put in. */
function isNear(word: Word, other: Word | undefined, edits: number): boolean {
  if (other?.stem === undefined) return false;
  if (edits === 0) return word.stem === other.stem;
  const [written, found] = [word.written, other.written];
  return Math.abs(written.length - found.length) <= edits && editsBetween(written, found) <= edits;
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
