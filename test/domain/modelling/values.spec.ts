import { expect, it } from 'vitest';
import { moment, text } from '../../../domain/modelling/values.ts';

const momentRange = 'must be in the years 0000 to 9999 in UTC';

it.each(['x', 'Earl Grey', '5 × 2', '漢'])('a line of text may be %j', (line) => {
  expect(text(10).safeParse(line).success).toBe(true);
});

it.each(['\0', '\0x', 'x\0', 'a\0b', '\u0085', 'tea\n', ' x', 'x ', '', '12345678901', '\ud800'])(
  'a line of text is not %j',
  (line) => {
    expect(text(10).safeParse(line).success).toBe(false);
  },
);

it.each([
  ['2026-05-04T12:00:00+02:00', '2026-05-04T10:00:00.000Z'],
  ['0000-01-01T00:00:00Z', '0000-01-01T00:00:00.000Z'],
  ['0000-01-01T01:00:00+01:00', '0000-01-01T00:00:00.000Z'],
  ['9999-12-31T23:59:59.999Z', '9999-12-31T23:59:59.999Z'],
  ['9999-12-31T09:59:59-14:00', '9999-12-31T23:59:59.000Z'],
])('a moment may be %s, which is kept in UTC', (given, kept) => {
  expect(moment.parse(given)).toBe(kept);
  expect(moment.parse(kept)).toBe(kept);
});

it.each(['9999-12-31T23:59:59-14:00', '9999-12-31T23:59:59.999-00:01', '0000-01-01T00:00:00+14:00'])(
  'a moment is not %s, whose year in UTC has no four digits',
  (given) => {
    expect(moment.safeParse(given).error?.issues).toMatchObject([{ message: momentRange }]);
  },
);

it.each(['2026-02-30T00:00:00Z', '2026-05-04', '2026-05-04T10:00:00', '+010000-01-01T00:00:00Z', 'soon', ''])(
  'a moment is not %j',
  (given) => {
    expect(moment.safeParse(given).success).toBe(false);
  },
);
