import { remembering } from '../remembering.ts';
import { effectiveKey, type Hashing } from './effective-key.ts';
import { parseKeyText } from './partition-key.ts';

/** Some 10 MB of keys: as many as are read and written at about the same time. */
const mostKeys = 50_000;

/** Hashing a key takes longer than to find its item, and each reader of a part of a range asks about each item of the range. */
const remembered: Readonly<Record<Hashing, (text: string) => string>> = {
  V1: remembering(mostKeys, (text) => effectiveKey(parseKeyText(text), 'V1')),
  V2: remembering(mostKeys, (text) => effectiveKey(parseKeyText(text), 'V2')),
  MultiHash: remembering(mostKeys, (text) => effectiveKey(parseKeyText(text), 'MultiHash')),
};

/** The effective key of a key, which is given by its canonical text. */
export function effectiveKeyOf(text: string, hashing: Hashing): string {
  return remembered[hashing](text);
}
