import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseQuery, prepareQuery, SqlError, type Json, type Value } from '../sql/index.ts';

const items: readonly Json[] = [
  { id: '1', n: 3, who: { name: 'Ann' }, tags: ['a', 'b'], flag: true },
  { id: '2', n: 1, who: { name: 'bob' }, tags: ['b'], flag: false, order: 'x' },
  { id: '3', n: null, who: { name: 'Ann' }, tags: [] },
  { id: '4', n: 'text', lines: [{ sku: 's', qty: 2 }, { sku: 't', qty: 5 }] },
]; // prettier-ignore

function run(text: string, parameters: Readonly<Record<string, Value>> = {}): readonly Json[] {
  const query = prepareQuery(parseQuery(text), new Map(Object.entries(parameters)));
  return Array.from(query.run(items.map((document, no) => ({ no, document }))), ({ value }) => value);
}
/** The ids of the items that a condition lets through, in their order. */
const where = (condition: string, parameters?: Readonly<Record<string, Value>>): string =>
  run(`SELECT VALUE c.id FROM c WHERE ${condition}`, parameters).map(String).join('');
/** What an expression gives; undefined gives no row at all. */
const value = (expression: string): Value => run(`SELECT VALUE ${expression}`)[0];

describe('WHERE', () => {
  it.each([
    ['c.n = 3', '1'],
    ['c.n != 3', '234'],
    ['c.n > 0', '12'],
    ['c.n >= "a"', '4'],
    ['c.n = null', '3'],
    ['c.flag', '1'],
    ['NOT c.flag', '2'],
    ['c.missing = 1 OR c.n = 1', '2'],
    ['c.missing = 1 AND c.n = 1', ''],
    ['NOT (c.missing = 1)', ''],
    ['c.missing != 1', ''],
    ['IS_DEFINED(c.flag)', '12'],
    ['IS_NULL(c.n)', '3'],
    ['c.n IN (1, null, "text")', '234'],
    ['c.n NOT IN (1, 3)', '34'],
    ['c.n BETWEEN 1 AND 2', '2'],
    ['c.n NOT BETWEEN 1 AND 2', '1'],
    ['c.who.name LIKE "A%"', '13'],
    ['c.who.name NOT LIKE "A%"', '2'],
    ['c.who.name LIKE "_o[a-c]"', '2'],
    ['STARTSWITH(c.who.name, "a", true)', '13'],
    ['CONTAINS(c.who.name, "nn") AND c.n = 3', '1'],
    ['ARRAY_CONTAINS(c.tags, "a")', '1'],
    ['ARRAY_CONTAINS(c.lines, { "sku": "t" }, true)', '4'],
    ['EXISTS(SELECT VALUE l FROM l IN c.lines WHERE l.qty > 4)', '4'],
    ['c["who"]["name"] = "bob"', '2'],
    ['c.tags[1] = "b"', '1'],
    ['c.tags = ["b"]', '2'],
    ['c.who = {name: "Ann"}', '13'],
    ['c.order = "x"', '2'],
    ['c.n = 1 AND c.flag = true OR c.n = 3', '1'],
  ])('%s lets through %s', (condition, ids) => {
    expect(where(condition)).toBe(ids);
  });

  it('uses parameters, also for names and whole arrays', () => {
    expect(where('c.n = @n', { '@n': 1 })).toBe('2');
    expect(where('c[@name] = true', { '@name': 'flag' })).toBe('1');
    expect(where('ARRAY_CONTAINS(@ids, c.id)', { '@ids': ['2', '4'] })).toBe('24');
  });
});

describe('an expression', () => {
  it.each([
    ['1 + 2 * 3', 7],
    ['(1 + 2) * 3', 9],
    ['7 % 4 - -1', 4],
    ['1 / 0', undefined],
    ['1 + "a"', undefined],
    ['1 = "1"', false],
    ['1 < "1"', undefined],
    ['undefined ?? "b"', 'b'],
    ['null ?? "b"', null],
    ['"a" || "b"', 'ab'],
    ['true ? 1 : 2', 1],
    ['undefined ? 1 : 2', 2],
    ['IIF(1 < 2, "yes", "no")', 'yes'],
    ['NOT (1 = 2)', true],
    ['NOT 1 = 2', undefined],
    ['1 | 2 + 3', 6],
    ['1 + 1 << 2 = 8', true],
    ['false AND undefined', false],
    ['true OR undefined', true],
    ['true AND undefined', undefined],
    ['6 & 3 | 8 ^ 1', 11],
    ['[1, undefined, {a: undefined, "b": 2}]', [1, { b: 2 }]],
    ["'it\\'s \\u0041'", "it's A"],
    ['LENGTH("ab") + ABS(-2) + FLOOR(1.7)', 5],
    ['ROUND(-2.5)', -3],
    ['UPPER(LOWER("Ab"))', 'AB'],
    ['SUBSTRING("hello", 1, 3)', 'ell'],
    ['REPLACE("a.a", ".", "$&")', 'a$&a'],
    ['IS_NUMBER("1")', false],
    ['IS_DEFINED(undefined)', false],
    ['LOWER(1)', undefined],
    ['ARRAY_LENGTH([1, 2])', 2],
    ['ARRAY_SLICE([1, 2, 3], -2, 1)', [2]],
    ['ARRAY(SELECT VALUE x * 2 FROM x IN [1, 2])', [2, 4]],
    ['"ab" LIKE "a!%" ESCAPE "!"', false],
  ])('%s is %j', (expression, expected) => {
    expect(value(expression)).toEqual(expected);
  });
});

describe('SELECT', () => {
  it('names columns after their paths, their aliases, or their place', () => {
    expect(run('SELECT c.id, c.who.name, c.n + 1 AS more, 1, c.n = 3 FROM c WHERE c.id = "1"')).toEqual([
      { id: '1', name: 'Ann', more: 4, $1: 1, $2: true },
    ]);
  });

  it('leaves out what is not there', () => {
    expect(run('SELECT c.id, c.order FROM c WHERE c.n = 3')).toEqual([{ id: '1' }]);
    expect(run('SELECT VALUE c.order FROM c')).toEqual(['x']);
  });

  it('takes the item by any name, and parts of it', () => {
    expect(run('SELECT VALUE root.id FROM root WHERE root.n = 1')).toEqual(['2']);
    expect(run('SELECT * FROM c.who')).toHaveLength(3);
    expect(run('SELECT VALUE l.sku FROM l IN c.lines')).toEqual(['s', 't']);
  });

  it('joins an item with its own arrays only', () => {
    expect(run('SELECT c.id, t FROM c JOIN t IN c.tags')).toEqual([
      { id: '1', t: 'a' },
      { id: '1', t: 'b' },
      { id: '2', t: 'b' },
    ]);
  });

  it('gives equal rows once with DISTINCT, whatever the order of their properties', () => {
    expect(run('SELECT DISTINCT VALUE c.who.name FROM c')).toEqual(['Ann', 'bob']);
    expect(run('SELECT DISTINCT VALUE x FROM x IN [{a: 1, b: 2}, {b: 2, a: 1}]')).toHaveLength(1);
  });

  it('orders undefined, null, booleans, numbers, strings', () => {
    expect(run('SELECT VALUE c.id FROM c ORDER BY c.n')).toEqual(['3', '2', '1', '4']);
    expect(run('SELECT VALUE c.id FROM c ORDER BY c.n DESC')).toEqual(['4', '1', '2', '3']);
    expect(run('SELECT VALUE c.id FROM c ORDER BY c.flag')).toEqual(['3', '4', '2', '1']);
    expect(run('SELECT VALUE c.id FROM c ORDER BY c.who.name, c.n DESC')).toEqual(['4', '1', '3', '2']);
  });

  it('skips and limits', () => {
    expect(run('SELECT VALUE c.id FROM c OFFSET 1 LIMIT 2')).toEqual(['2', '3']);
    expect(run('SELECT TOP 1 VALUE c.id FROM c ORDER BY c.id DESC')).toEqual(['4']);
  });
});

describe('aggregates', () => {
  it('count what is defined and ignore what is not', () => {
    expect(run('SELECT COUNT(1) AS all, COUNT(c.flag) AS flags FROM c')).toEqual([{ all: 4, flags: 2 }]);
    expect(run('SELECT VALUE COUNT(1) FROM c WHERE false')).toEqual([0]);
  });

  it('are undefined over values that do not add up', () => {
    expect(run('SELECT VALUE SUM(c.n) FROM c WHERE IS_NUMBER(c.n)')).toEqual([4]);
    expect(run('SELECT VALUE AVG(c.n) FROM c WHERE IS_NUMBER(c.n)')).toEqual([2]);
    expect(run('SELECT VALUE SUM(c.n) FROM c')).toEqual([]);
    expect(run('SELECT VALUE AVG(c.n) FROM c WHERE false')).toEqual([]);
    expect(run('SELECT MIN(c.n) AS low, MAX(c.n) AS high FROM c')).toEqual([{ low: null, high: 'text' }]);
  });

  it('are taken group by group', () => {
    expect(
      run('SELECT c.who.name, COUNT(1) AS n, {sum: SUM(ARRAY_LENGTH(c.tags))} AS o FROM c GROUP BY c.who.name'),
    ).toEqual([
      { name: 'Ann', n: 2, o: { sum: 2 } },
      { name: 'bob', n: 1, o: { sum: 1 } },
      { n: 1, o: { sum: 0 } },
    ]);
  });
});

describe('a query that cannot be run is refused at its place', () => {
  it.each([
    ['SELECT * FROM c WHERE', 21, /near the end/],
    ['SELECT * FROM c WHERE c.a = = 1', 28, /near '='/],
    ['SELECT FOO(1) FROM c', 7, /'FOO' is not a recognized/],
    ['SELECT VALUE d.x FROM c', 13, /'d' could not be resolved/],
    ['SELECT VALUE @p', 13, /'@p' was not supplied/],
    ['SELECT LOWER("a", "b")', 7, /requires 1 argument/],
    ['SELECT c.id, COUNT(1) FROM c', 7, /neither aggregated nor part/],
    ['SELECT * FROM c WHERE COUNT(1) > 1', 22, /only be used in the SELECT list/],
    ['SELECT * FROM c JOIN t IN c.tags', 7, /single input set/],
    ['SELECT * FROM c ORDER BY LOWER(c.id)', 0, /document path/],
    ['SELECT * FROM c # ', 16, /invalid token/],
    ['SELECT * FROM c; SELECT 1', 15, /invalid token/],
  ])('%s', (text, start, message) => {
    let error: unknown;
    try {
      run(text);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(SqlError);
    expect(error).toMatchObject({ start, message: expect.stringMatching(message) });
  });
});

describe('any text', () => {
  const words =
    'SELECT VALUE * FROM c IN JOIN WHERE AND OR NOT GROUP BY ORDER DESC TOP OFFSET LIMIT DISTINCT EXISTS ARRAY AS BETWEEN LIKE'.split(
      ' ',
    );
  const rest = [
    'c.n',
    'c',
    'x',
    '(',
    ')',
    '[',
    ']',
    '{',
    '}',
    ',',
    '.',
    ':',
    '?',
    '=',
    '<',
    '+',
    '-',
    '??',
    '1',
    '"a"',
    '@p',
    'COUNT',
    'LOWER',
  ];
  const pieces = fc.array(fc.constantFrom(...words, ...rest), { maxLength: 14 });

  it('is run or refused at a place inside it, and nothing else', () => {
    fc.assert(
      fc.property(pieces, (parts) => {
        const text = `SELECT ${parts.join(' ')}`;
        try {
          run(text, { '@p': 1 });
        } catch (error) {
          expect(error, text).toBeInstanceOf(SqlError);
          expect((error as SqlError).start).toBeLessThanOrEqual(text.length);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
