import { describe, expect, it } from 'vitest';
import { runSql } from './run-sql.ts';

const items = [
  { id: '1', n: 3, tags: ['a', 'b'], lines: [{ qty: 2 }, { qty: 5 }] },
  { id: '2', n: 1, tags: ['b'] },
];

describe('a subquery', () => {
  it.each([
    ['SELECT c.id, t FROM c JOIN (SELECT VALUE t FROM t IN c.tags WHERE t != "a") AS t', [{ id: '1', t: 'b' }, { id: '2', t: 'b' }]],
    ['SELECT c.id, u FROM c JOIN u IN (SELECT VALUE [1, 2]) WHERE c.n = 1', [{ id: '2', u: 1 }, { id: '2', u: 2 }]],
    ['SELECT s.id FROM (SELECT c.id, c.n FROM c WHERE c.n = 1) s', [{ id: '2' }]],
    ['SELECT VALUE c.id FROM c WHERE "a" IN (SELECT VALUE t FROM t IN c.tags)', ['1']],
    ['SELECT VALUE FIRST(SELECT VALUE l.qty FROM l IN c.lines ORDER BY l.qty DESC) FROM c', [5]],
    ['SELECT VALUE LAST(SELECT VALUE l.qty FROM l IN c.lines ORDER BY l.qty DESC) FROM c', [2]],
    ['SELECT VALUE (SELECT VALUE COUNT(1) FROM t IN c.tags) FROM c', [2, 1]],
    ['SELECT VALUE (SELECT VALUE SUM(l.qty) FROM l IN c.lines ORDER BY l.qty) FROM c', [7, 0]],
    ['SELECT VALUE first.id FROM first WHERE first.n = 1', ['2']],
    ['SELECT VALUE rank.id FROM rank ORDER BY rank.n', ['2', '1']],
  ] as const)('%s', (text, rows) => {
    expect(runSql(text, items)).toEqual(rows);
  }); // prettier-ignore
});

describe('an aggregate', () => {
  it('counts what is true, and lists what is there', () => {
    expect(
      runSql('SELECT COUNTIF(c.n > 1) AS many, MAKELIST(c.n) AS list, MAKELIST(c.x) AS none FROM c', items),
    ).toEqual([{ many: 1, list: [3, 1], none: [] }]);
    expect(runSql('SELECT VALUE MAKESET(t) FROM c JOIN t IN c.tags', items)).toEqual([['a', 'b']]);
  });

  it('ignores ORDER BY, except beside GROUP BY, where it is refused', () => {
    expect(runSql('SELECT VALUE AVG(c.n) FROM c ORDER BY c.n, c.id', items)).toEqual([2]);
    expect(() => runSql('SELECT COUNT(1) FROM c GROUP BY c.n ORDER BY c.n', items)).toThrow(/presence of GROUP BY/);
  });
});

describe('what the engine cannot do is refused by name', () => {
  it.each([
    ['SELECT VALUE udf.tax(c.n) FROM c', /User-defined functions are not supported/],
    ['SELECT * FROM c WHERE ST_AREA(c.a) < 1', /spatial function 'ST_AREA' is not supported/],
    ['SELECT * FROM (SELECT TOP 1 c.id FROM c) s', /subquery in FROM/],
    ['SELECT * FROM (SELECT COUNT(1) FROM c) s', /subquery in FROM/],
  ])('%s', (text, message) => {
    expect(() => runSql(text, items)).toThrow(message);
  });
});
