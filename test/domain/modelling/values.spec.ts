import { expect, it } from 'vitest';
import { text } from '../../../domain/modelling/values.ts';

it.each(['x', 'Earl Grey', '5 × 2', '漢'])('a line of text may be %j', (line) => {
  expect(text(10).safeParse(line).success).toBe(true);
});

it.each(['\0', '\0x', 'x\0', 'a\0b', '\u0085', 'tea\n', ' x', 'x ', '', '12345678901', '\ud800'])(
  'a line of text is not %j',
  (line) => {
    expect(text(10).safeParse(line).success).toBe(false);
  },
);
