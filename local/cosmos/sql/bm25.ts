import { countPhrase, countWords, type Phrase, type Word } from './full-text.ts';

// The usual constants of BM25.
const saturation = 1.2;
const lengthWeight = 0.75;

/** What a score has to know of all items: how many there are, how many words they have, and how many hold each phrase. */
export interface TextStatistics {
  readonly documents: number;
  readonly words: number;
  readonly hits: readonly number[];
}

/** How well a text answers to phrases: a rare phrase counts more than a common one, and more in a short text. */
export function bm25(text: readonly Word[], phrases: readonly Phrase[], statistics: TextStatistics): number {
  const { documents, words, hits } = statistics;
  const norm = saturation * (1 - lengthWeight + (lengthWeight * countWords(text) * documents) / Math.max(1, words));
  return phrases.reduce((score, phrase, index) => {
    const holders = hits[index] ?? 0;
    const rarity = Math.log(1 + (documents - holders + 0.5) / (holders + 0.5));
    const count = countPhrase(text, phrase);
    return score + (rarity * count * (saturation + 1)) / (count + norm);
  }, 0);
}
