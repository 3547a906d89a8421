/** The most characters and words of one search. */
export const longestSearch = 200;
const mostWords = 16;

/**
 * The words of a search, in small letters, each once, at most 16: letters and digits only, so nothing that somebody types is
 * an operator.
 */
export const wordsOf = (text: string): readonly string[] => {
  const words = text
    .normalize('NFC')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu);
  return [...new Set(words)].slice(0, mostWords);
};

/** A part of a text, and whether it is like a word that was searched for. */
export interface Highlight {
  readonly text: string;
  readonly isHit: boolean;
}

/** Shorter beginnings of words say nothing. */
const leastBeginning = 3;

/**
 * A text in parts, so that all of them together are the text. A word is a hit when it is one of the searched, or one begins with the
 * other: that marks `teas` for `tea`. The index goes by stems, so a few of its hits are not marked.
 */
export const highlighted = (text: string, searched: readonly string[]): readonly Highlight[] =>
  text
    .split(/([\p{L}\p{N}]+)/u)
    .filter((part) => part !== '')
    .map((part) => ({
      text: part,
      isHit: searched.some((word) => areAlike(word, part.normalize('NFC').toLowerCase())),
    }));

const areAlike = (one: string, other: string): boolean => {
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  return short === long || (short.length >= leastBeginning && long.startsWith(short));
};
