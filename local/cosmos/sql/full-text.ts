/** The words of a text in their order, in lower case. Unlike the service, words are not reduced to their stems. */
export function wordsOf(text: string): readonly string[] {
  return (
    text
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}

/** How often a phrase stands in a text: all its words, one after the other. */
export function countPhrase(words: readonly string[], phrase: readonly string[]): number {
  if (phrase.length === 0) return 0;
  let count = 0;
  for (let at = words.indexOf(phrase[0] ?? ''); at >= 0; at = words.indexOf(phrase[0] ?? '', at + 1))
    if (phrase.every((word, index) => words[at + index] === word)) count += 1;
  return count;
}
