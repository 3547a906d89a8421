import { describe, expect, it } from 'vitest';
import { parseQuery, planHybrid, planQuery, prepareQuery } from '../sql/index.ts';
import { printQuery } from '../sql/print-query.ts';

const withoutPlaces = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (name, part: unknown) => (name === 'at' ? undefined : part)));

describe('a query that is printed', () => {
  it.each([
    'SELECT * FROM c',
    'SELECT DISTINCT TOP 5 c.a, c["b c"]["d\\"e"] AS f, 1 + 2 * -3 FROM root r JOIN t IN r.tags JOIN (SELECT VALUE x FROM x IN r.l) y',
    'SELECT VALUE {a: [1, "x", null, undefined, @p], "b": c.l[@i]} FROM c WHERE NOT (c.a BETWEEN 1 AND 2 OR c.b NOT IN (1, "two"))',
    'SELECT c.n, COUNT(1) FROM c GROUP BY c.n, c["m"]',
    `SELECT * FROM c WHERE c.s LIKE "a!%" ESCAPE "!" AND (c.t ? c.u : c.v ?? 0) = ~1 | 2 ^ 3 << 4 ORDER BY c.a, c.b DESC OFFSET 1 LIMIT @n`,
    'SELECT VALUE EXISTS(SELECT VALUE 1 FROM x IN c.l) AND (SELECT VALUE 1) = FIRST(SELECT VALUE LAST(SELECT VALUE 2)) FROM c',
    'SELECT * FROM c WHERE ARRAY_CONTAINS(ARRAY(SELECT VALUE x FROM x IN c.l), "\u0041\n\u2028😀" || "x")',
    'SELECT TOP 1 * FROM (SELECT c.id FROM c) AS s ORDER BY RANK FullTextScore(s.id, "a")',
  ])('%s is the same query', (text) => {
    const query = parseQuery(text);
    expect(withoutPlaces(parseQuery(printQuery(query)))).toEqual(withoutPlaces(query));
  });
});

describe('the plan of a query', () => {
  const plan = (text: string) => planQuery(parseQuery(text), new Map([['@n', 4]]));

  it('lets a client order rows, and go on after one', () => {
    expect(plan('SELECT c.id FROM c WHERE c.a = 1 ORDER BY c.b DESC, c["x y"] OFFSET 2 LIMIT @n')).toMatchObject({
      orderBy: ['Descending', 'Ascending'],
      orderByExpressions: ['c.b', 'c["x y"]'],
      offset: 2,
      limit: 4,
      rewrittenQuery:
        'SELECT c._rid, [{"item": c.b}, {"item": c["x y"]}] AS orderByItems, {"id": c.id} AS payload FROM c AS c ' +
        'WHERE ((c.a = 1)) AND ({documentdb-formattableorderbyquery-filter}) ORDER BY c.b DESC, c["x y"] ASC OFFSET 0 LIMIT 6',
    });
  });

  it('asks the ranges for parts of aggregates', () => {
    expect(plan('SELECT c.a, AVG(c.b) AS mean FROM c GROUP BY c.a')).toMatchObject({
      groupByExpressions: ['c.a'],
      groupByAliases: ['a', 'mean'],
      groupByAliasToAggregateType: { a: null, mean: 'Average' },
      rewrittenQuery:
        'SELECT [{"item": c.a}] AS groupByItems, {"a": c.a, "mean": {"item": {"sum": SUM(c.b), "count": COUNT(c.b)}}} ' +
        'AS payload FROM c AS c GROUP BY c.a',
    });
  });

  it('tells repeats that come side by side from those that may come anywhere', () => {
    expect(plan('SELECT DISTINCT VALUE c.a FROM c ORDER BY c.a')).toMatchObject({ distinctType: 'Ordered' });
    expect(plan('SELECT DISTINCT c.a, c.b FROM c ORDER BY c.a')).toMatchObject({ distinctType: 'Unordered' });
    expect(plan('SELECT DISTINCT c.a FROM c')).toMatchObject({ distinctType: 'Unordered', rewrittenQuery: '' });
  });

  it('lets a client order by a measure, which no range gives it in pieces', () => {
    const text = `SELECT TOP 3 c.id FROM c ORDER BY VectorDistance(c.v, [1], true, {distanceFunction: "euclidean"})`;
    const { query } = prepareQuery(parseQuery(text), new Map());
    const measure = 'VectorDistance(c.v, [1], true, {"distanceFunction": "euclidean"})';
    expect(planQuery(query, new Map())).toMatchObject({
      hasNonStreamingOrderBy: true,
      top: 3,
      orderBy: ['Ascending'],
      rewrittenQuery:
        `SELECT TOP 3 c._rid, [{"item": ${measure}}] AS orderByItems, {"id": c.id} AS payload FROM (item) AS c ` +
        `WHERE ({documentdb-formattableorderbyquery-filter}) ORDER BY ${measure} ASC`,
    });
  });

  it.each(['SELECT VALUE COUNT(1) + 1 FROM c', 'SELECT c.id FROM c ORDER BY RANK FullTextScore(c.id, "a")'])(
    'is none where answers of ranges cannot be merged: %s',
    (text) => {
      expect(plan(text)).toBeUndefined();
    },
  );
});

describe('the plan of a ranking', () => {
  const given = new Map([['@text', 'a b']]);
  const ranked = (by: string, isSorted = false) =>
    planHybrid(parseQuery(`SELECT TOP 2 c.id FROM c WHERE c.n > 1 ORDER BY RANK ${by}`), given, { isSorted });
  const counted = (nth: number): string =>
    '{documentdb-formattablehybridsearchquery-totaldocumentcount}, ' +
    `{documentdb-formattablehybridsearchquery-totalwordcount-${nth}}, {documentdb-formattablehybridsearchquery-hitcountsarray-${nth}}`;
  const score = `_FullTextScore(c.t, ["a b", "c"], ${counted(0)})`;

  it('asks all ranges for their words, and then each for its best rows', () => {
    expect(ranked('FullTextScore(c.t, @text, "c")')).toMatchObject({
      globalStatisticsQuery:
        'SELECT COUNT(1) AS documentCount, [{"totalWordCount": SUM(_FullTextWordCount(c.t)), "hitCounts": ' +
        '[COUNTIF(FullTextContains(c.t, "a b")), COUNTIF(FullTextContains(c.t, "c"))]}] AS fullTextStatistics FROM c AS c',
      componentQueryInfos: [
        {
          hasNonStreamingOrderBy: true,
          top: 2,
          rewrittenQuery:
            `SELECT TOP 2 c._rid, [{"item": ${score}}] AS orderByItems, {"payload": {"id": c.id}, "componentScores": [${score}]} ` +
            `AS payload FROM c AS c WHERE (c.n > 1) ORDER BY ${score} DESC`,
        },
      ],
      take: 2,
      requiresGlobalStatistics: true,
    });
  });

  const fused = 'RRF(FullTextScore(c.t, ["a b", "c"]), VectorDistance(c.v, [1]), FullTextScore(c.u, "d"), [1, -2, 3])';

  it('takes several rankings apart, and turns those of a negative weight around', () => {
    const scores = `${score}, (- _VectorScore(c.v, [1])), _FullTextScore(c.u, ["d"], ${counted(1)})`;
    const plan = ranked(fused);
    expect(plan).toMatchObject({ componentWeights: [1, 2, 3], componentQueryInfos: [{ orderBy: [] }, {}, {}] });
    expect(plan?.componentQueryInfos[2]?.rewrittenQuery).toContain(`"componentScores": [${scores}]`);
  });

  it('has every component in order for a client that cannot do without', () => {
    expect(ranked(fused, true)?.componentQueryInfos).toMatchObject([1, 2, 3].map(() => ({ orderBy: ['Descending'] })));
  });

  it.each([
    'SELECT * FROM c ORDER BY RANK FullTextScore(c.t, c.other)',
    'SELECT DISTINCT c.id FROM c ORDER BY RANK FullTextScore(c.t, "a")',
    'SELECT VALUE c.id FROM c ORDER BY RANK FullTextScore(c.t, "a")',
    'SELECT c.id FROM c JOIN x IN c.list ORDER BY RANK FullTextScore(c.t, "a")',
    'SELECT TOP 0 * FROM c ORDER BY RANK FullTextScore(c.t, "a")',
    'SELECT * FROM c ORDER BY RANK RRF(FullTextScore(c.t, "a"), FullTextScore(c.t, "b"), [c.weight, 1])',
    'SELECT * FROM c ORDER BY c.id',
  ])('is none for what the SDK could not carry out: %s', (text) => {
    expect(planHybrid(parseQuery(text), given, { isSorted: false })).toBeUndefined();
  });
});
