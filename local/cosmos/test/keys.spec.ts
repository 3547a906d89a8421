import { describe, expect, it } from 'vitest';
import { effectiveKey } from '../keys/effective-key.ts';
import { equalRanges, rangeCount, rangeOf } from '../keys/key-ranges.ts';
import { keyText, parseKeyHeader, parsePath } from '../keys/partition-key.ts';

describe('effective partition keys', () => {
  it.each([
    ['a', '3A5381E1114EB8D3FCC90795045B49B7', '05C1D78593652C086200'],
    ['stream-1', '17E3DD2D02393F9BE4D01B67530DDE4F', '05C1ED5371A7920874757366626E2E3200'],
    [5, '19C08621B135968252FB34B4CF66F811', '05C1D9C1C5517C05C014'],
    [true, '0E711127C5B5A8E4726AC6DD306A3E59', '05C1D7C5A903D803'],
    [null, '378867E4430E67857ACE5C908374FE16', '05C1ED45D7475601'],
    [undefined, '11622DAA78F835834610ABE56EFF5CB5', '05C1D529E345DC00'],
  ])('of %s are what the SDK computes, in version 2 and 1', (component, v2, v1) => {
    expect(effectiveKey([component], 'V2')).toBe(v2);
    expect(effectiveKey([component], 'V1')).toBe(v1);
  });

  it('of a hierarchical key are the hashes of its components, one after the other', () => {
    const [first, second] = ['14F53A0810CE6727EB1CD722D321216F', '11E3F358618BE9AA5BAFF4C7C74F0716'];
    expect(effectiveKey(['A', 'x'], 'MultiHash')).toBe(`${first}${second}`);
  });
});

describe('ranges', () => {
  it('begin with one for every 6,000 RU/s', () => {
    expect([400, 6000, 6100, 18_000].map(rangeCount)).toEqual([1, 1, 2, 3]);
  });

  it.each(['V1', 'V2', 'MultiHash'] as const)('cover all keys without a gap and take equal shares in %s', (hashing) => {
    const ranges = equalRanges(4, hashing);
    expect([ranges[0]?.min, ranges.at(-1)?.max]).toEqual(['', 'FF']);
    expect(ranges.slice(1).map(({ min }) => min)).toEqual(ranges.slice(0, -1).map(({ max }) => max));
    const counts = [0, 0, 0, 0];
    for (let n = 0; n < 2000; n += 1) {
      const { no } = rangeOf(ranges, effectiveKey([`key-${n}`], hashing));
      counts[no] = (counts[no] ?? 0) + 1;
    }
    for (const count of counts) expect(count).toBeGreaterThan(400);
  });
});

describe('partition keys', () => {
  it('of different kinds are different partitions', () => {
    const texts = ['[1]', '["1"]', '[true]', '[null]', '[{}]'].map((header) => keyText(parseKeyHeader(header) ?? []));
    expect(new Set(texts).size).toBe(5);
  });

  it('cannot be objects or arrays', () => {
    expect(parseKeyHeader('[{"a":1}]')).toBeUndefined();
    expect(parseKeyHeader('[[1]]')).toBeUndefined();
    expect(parseKeyHeader('nonsense')).toBeUndefined();
  });

  it('are read from quoted and nested paths', () => {
    expect(parsePath('/a/b')).toEqual(['a', 'b']);
    expect(parsePath('/"a b"/c')).toEqual(['a b', 'c']);
  });
});
