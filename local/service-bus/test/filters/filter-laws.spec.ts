import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileFilter } from '../../filters/index.ts';
import { subject } from './subject.ts';

const properties = { a: 1n, b: 2n, text: 'x' };

/** Conditions that are true, false and unknown for the properties above. */
const condition = fc.constantFrom('a = 1', 'a = 2', 'missing = 1', "text LIKE 'x%'", "text IN ('y')", 'b IS NULL');

/** Filters of any depth. */
const { filter } = fc.letrec<{ filter: string }>((tie) => ({
  filter: fc.oneof(
    { maxDepth: 4 },
    condition,
    tie('filter').map((inner) => `NOT (${inner})`),
    fc.tuple(tie('filter'), tie('filter')).map(([left, right]) => `(${left}) AND (${right})`),
    fc.tuple(tie('filter'), tie('filter')).map(([left, right]) => `(${left}) OR (${right})`),
  ),
}));

/** true, false or unknown: a filter passes, its negation passes, or neither. */
function truthOf(expression: string): boolean | undefined {
  const passes = (text: string): boolean => compileFilter({ type: 'sql', expression: text })(subject(properties));
  const [isTrue, isFalse] = [passes(expression), passes(`NOT (${expression})`)];
  expect(isTrue && isFalse).toBe(false);
  if (isTrue) return true;
  return isFalse ? false : undefined;
}

describe('the logic of filters', () => {
  it('obeys de Morgan, with three values', () => {
    fc.assert(
      fc.property(filter, filter, (left, right) => {
        expect(truthOf(`NOT ((${left}) AND (${right}))`)).toBe(truthOf(`NOT (${left}) OR NOT (${right})`));
        expect(truthOf(`NOT ((${left}) OR (${right}))`)).toBe(truthOf(`NOT (${left}) AND NOT (${right})`));
      }),
    );
  });

  it('does not care which side comes first, nor how often a condition is repeated or negated', () => {
    fc.assert(
      fc.property(filter, filter, (left, right) => {
        expect(truthOf(`(${left}) AND (${right})`)).toBe(truthOf(`(${right}) AND (${left})`));
        expect(truthOf(`(${left}) OR (${right})`)).toBe(truthOf(`(${right}) OR (${left})`));
        expect(truthOf(`(${left}) OR (${left})`)).toBe(truthOf(left));
        expect(truthOf(`NOT (NOT (${left}))`)).toBe(truthOf(left));
      }),
    );
  });

  it('binds AND tighter than OR', () => {
    fc.assert(
      fc.property(condition, condition, condition, (first, second, third) => {
        expect(truthOf(`${first} OR ${second} AND ${third}`)).toBe(truthOf(`${first} OR (${second} AND ${third})`));
      }),
    );
  });

  it('finds every text equal to itself, however it is spelled', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const literal = `'${text.replaceAll("'", "''")}'`;
        const matches = compileFilter({ type: 'sql', expression: `text = ${literal} AND text IN (${literal})` });
        expect(matches(subject({ text }))).toBe(true);
        const pattern = `'${text.replaceAll("'", "''").replace(/[%_!]/g, '!$&')}'`;
        const isLike = compileFilter({ type: 'sql', expression: `text LIKE ${pattern} ESCAPE '!'` });
        expect(isLike(subject({ text }))).toBe(true);
        expect(isLike(subject({ text: `${text}x` }))).toBe(false);
      }),
    );
  });

  it('calculates with integers as 64-bit C# does', () => {
    const integer = fc.bigInt({ min: -(2n ** 62n), max: 2n ** 62n });
    fc.assert(
      fc.property(integer, integer, (a, b) => {
        const holds = (expression: string): boolean => compileFilter({ type: 'sql', expression })(subject({ a, b }));
        expect(holds('a + b - b = a')).toBe(true);
        expect(holds('a < b')).toBe(a < b);
        if (b !== 0n) expect(holds('a / b * b + a % b = a')).toBe(true);
      }),
    );
  });
});
