import { describe, expect, it } from 'vitest';
import { runSql } from './run-sql.ts';

const items = [
  { id: '1', text: 'The quick brown fox', title: 'fox', v: [1, 0] },
  { id: '2', text: 'A fox, a fox in the United States!', title: 'news', v: [0, 1] },
  { id: '3', text: 'States that are united, and a lazy dog', title: 'Fox', v: [0.6, 0.6] },
  { id: '4', title: 1, v: [1, 2, 3] },
];
const ids = (rest: string): string => runSql(`SELECT VALUE c.id FROM c ${rest}`, items).map(String).join('');

describe('full-text search', () => {
  it.each([
    ['FullTextContains(c.text, "FOX")', '12'],
    ['FullTextContains(c.text, "united states")', '2'],
    ['FullTextContains(c.text, "unit")', '23'],
    ['FullTextContains(c.text, "unite state")', '2'],
    ['FullTextContains(c.text, "foxes")', '12'],
    ['FullTextContains(c.text, "uni")', ''],
    ['FullTextContains(c.text, "the")', ''],
    ['FullTextContains(c.text, "the states")', '23'],
    ['FullTextContains(c.text, "united, with a lazy dog")', '3'],
    ['FullTextContains(c.text, "fox fox")', ''],
    ['FullTextContainsAll(c.text, "united", "states")', '23'],
    ['FullTextContainsAny(c.text, "dog", "brown")', '13'],
    ['NOT FullTextContains(c.text, "fox")', '3'],
    ['FullTextContains(c.text, {"term": "foxes", "distance": 2})', '12'],
    ['FullTextContains(c.text, {"term": "foxes", "distance": 1})', ''],
    ['FullTextContains(c.text, {"term": "brwn", "distance": 1})', '1'],
    ['FullTextContains(c.text, {"term": "brawn", "distance": 1})', '1'],
    ['FullTextContainsAll(c.text, {"term": "unitet", "distance": 1}, "states")', '23'],
    ['FullTextContains(c.text, {"term": "fox", "distance": 3})', ''],
    ['FullTextContains(c.text, {"distance": 1})', ''],
  ])('%s finds %s', (condition, found) => {
    expect(ids(`WHERE ${condition}`)).toBe(found);
  });

  it('ranks what holds a word more often first, and what has no text last', () => {
    expect(ids('ORDER BY RANK FullTextScore(c.text, "fox")')).toBe('2134');
    expect(ids('ORDER BY RANK FullTextScore(c.text, ["dog", "fox"])')).toBe('3214');
    expect(ids('ORDER BY RANK FullTextScore(c.text, {"term": "dig", "distance": 1})')).toBe('3124');
  });

  it('weighs rare words by all items, also by those that WHERE drops', () => {
    const rare = [
      { id: 'a', text: 'blue' },
      { id: 'b', text: 'red' },
      ...Array.from({ length: 9 }, (_, n) => ({ id: `other-${n}`, text: 'red' })),
    ];
    const query = `SELECT VALUE c.id FROM c WHERE c.id IN ("b", "a") ORDER BY RANK FullTextScore(c.text, "blue", "red")`;
    expect(runSql(query, rare)).toEqual(['a', 'b']);
    expect(runSql(query, [...rare.slice(0, 2).reverse()])).toEqual(['b', 'a']);
  });

  it('fuses rankings by their places, with weights when they are given', () => {
    const fused = (weights: string): string =>
      ids(
        `WHERE IS_DEFINED(c.text) ORDER BY RANK RRF(FullTextScore(c.title, "news"), FullTextScore(c.text, "dog")${weights})`,
      );
    expect(fused('')).toBe('231');
    expect(fused(', [1, 2]')).toBe('321');
  });
});

describe('a vector', () => {
  it.each([
    ['VectorDistance(c.v, [1, 0])', '1324'],
    ['VectorDistance(c.v, [1, 0], false, { distanceFunction: "dotproduct" })', '1324'],
    ['VectorDistance([0, 1], c.v, true, { distanceFunction: "Euclidean" })', '4231'],
  ])('ORDER BY %s begins with the closest, and has what fits no vector where undefined stands', (distance, order) => {
    expect(ids(`ORDER BY ${distance}`)).toBe(order);
  });

  it('that fits none is the worst of a ranking, whatever the measure', () => {
    const measured = 'VectorDistance([0, 1], c.v, true, { distanceFunction: "euclidean" })';
    expect(ids(`ORDER BY RANK ${measured}`)).toBe('2314');
  });

  it('keeps the closest of rows that are alike', () => {
    const alike = [
      { id: 'far', kind: 'a', v: [0, 1] },
      { id: 'middle', kind: 'b', v: [1, 1] },
      { id: 'near', kind: 'a', v: [1, 0] },
    ];
    const query = 'SELECT DISTINCT VALUE c.kind FROM c ORDER BY VectorDistance(c.v, [1, 0])';
    expect(runSql(query, alike)).toEqual(['a', 'b']);
  });

  it('has a distance to vectors of its own length only', () => {
    expect(ids('WHERE VectorDistance(c.v, [1, 0]) >= 0')).toBe('123');
    expect(ids('WHERE VectorDistance(c.v, [1, 0], false, { distanceFunction: "taxi" }) >= 0')).toBe('');
  });
});

describe('a ranking is refused', () => {
  it.each([
    ['SELECT * FROM c ORDER BY RANK LOWER(c.text)', /needs FullTextScore/],
    ['SELECT * FROM c ORDER BY RANK RRF(FullTextScore(c.text, "a"))', /two scoring functions/],
    ['SELECT FullTextScore(c.text, "a") FROM c', /not a recognized/],
    ['SELECT ARRAY(SELECT VALUE x FROM x IN c.v ORDER BY RANK FullTextScore(x, "a")) FROM c', /in a subquery/],
  ])('%s', (text, message) => {
    expect(() => runSql(text, items)).toThrow(message);
  });
});
