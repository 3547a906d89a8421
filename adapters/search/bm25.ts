/** The usual constants of BM25: how fast repetitions of a word stop counting, and how much the length of a text counts. */
const saturation = 1.2;
const lengthWeight = 0.75;

/** The words of a text, in small letters. Unlike the service this knows no stems: `teas` is not `tea`. */
const wordsIn = (text: string): readonly string[] =>
  text
    .normalize('NFC')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu) ?? [];

/** How well each text answers to the words, by BM25 over all of them; 0 for what has none of them. */
export const bm25Scores = (texts: readonly string[], words: readonly string[]): readonly number[] => {
  const split = texts.map(wordsIn);
  const averageLength = split.reduce((sum, { length }) => sum + length, 0) / Math.max(1, texts.length);
  const rarities = words.map((word) => {
    const holders = split.filter((text) => text.includes(word)).length;
    return Math.log(1 + (texts.length - holders + 0.5) / (holders + 0.5));
  });
  return split.map((text) =>
    words.reduce((score, word, index) => {
      const count = text.filter((each) => each === word).length;
      const norm = saturation * (1 - lengthWeight + (lengthWeight * text.length) / averageLength);
      return score + (count === 0 ? 0 : ((rarities[index] ?? 0) * count * (saturation + 1)) / (count + norm));
    }, 0),
  );
};
