import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { highlighted, wordsOf } from '../../../consumers/search/words.ts';

describe('The words of a search', () => {
  it.each([
    ['Chai tea', ['chai', 'tea']],
    ['  tea, TEA; "tea"', ['tea']],
    ["O'Brien AND *", ['o', 'brien', 'and']],
    ['c.text") OR (1=1', ['c', 'text', 'or', '1']],
    ['Köln Ｇ 42', ['köln', 'ｇ', '42']],
    ['" \\ ( ) *', []],
  ])('%s', (text, words) => {
    expect(wordsOf(text)).toEqual(words);
  });

  it('are letters and digits only, whatever was typed, and not too many', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        const words = wordsOf(text);
        expect(words.length).toBeLessThanOrEqual(16);
        for (const word of words) expect(word).toMatch(/^[\p{L}\p{N}]+$/u);
      }),
    );
  });
});

describe('Highlights', () => {
  it('mark words that are searched for, and those that begin like them', () => {
    expect(highlighted('Chai Teas, Tea', ['tea', 'chain'])).toEqual([
      { text: 'Chai', isHit: true },
      { text: ' ', isHit: false },
      { text: 'Teas', isHit: true },
      { text: ', ', isHit: false },
      { text: 'Tea', isHit: true },
    ]);
    expect(highlighted('A teapot', ['a', 'te']).filter(({ isHit }) => isHit)).toEqual([{ text: 'A', isHit: true }]);
  });

  it('are the text when they are put together', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (title) => {
        expect(
          highlighted(title, ['tea'])
            .map(({ text }) => text)
            .join(''),
        ).toBe(title);
      }),
    );
  });
});
