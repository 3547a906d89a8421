import { describe, expect, it } from 'vitest';
import { boundedCaches } from '../../adapters/cache/index.ts';

const cacheOf = (entries: number, bytes: number) =>
  boundedCaches({ entries, bytes })<{ size: number }>({ sizeOf: ({ size }) => size });

describe('a bounded cache', () => {
  it('gives what it was given', () => {
    const cache = cacheOf(2, 100);
    const value = { size: 1 };
    cache.set('a', value);
    expect(cache.get('a')).toBe(value);
    expect(cache.get('b')).toBeUndefined();
  });

  it('forgets what was used longest ago when it has too many entries', () => {
    const cache = cacheOf(2, 100);
    for (const key of ['a', 'b']) cache.set(key, { size: 1 });
    cache.get('a');
    cache.set('c', { size: 1 });
    expect(['a', 'b', 'c'].map((key) => cache.get(key) !== undefined)).toEqual([true, false, true]);
  });

  it('forgets what was used longest ago when it has too many bytes', () => {
    const cache = cacheOf(10, 100);
    for (const key of ['a', 'b', 'c']) cache.set(key, { size: 40 });
    expect(['a', 'b', 'c'].map((key) => cache.get(key) !== undefined)).toEqual([false, true, true]);
  });

  it('does not keep what is larger than all of it', () => {
    const cache = cacheOf(10, 100);
    cache.set('a', { size: 1 });
    cache.set('b', { size: 101 });
    expect(cache.get('b')).toBeUndefined();
    expect(cache.get('a')).toBeDefined();
  });

  it('is smaller for a use that needs less', () => {
    const newCache = boundedCaches({ entries: 10, bytes: 100 });
    const [small, large] = [60, 1_000].map((maximumBytes) =>
      newCache<{ size: number }>({ sizeOf: ({ size }) => size, maximumBytes }),
    );
    for (const cache of [small, large]) for (const key of ['a', 'b']) cache?.set(key, { size: 40 });
    expect([small?.get('a'), small?.get('b')]).toEqual([undefined, { size: 40 }]);
    expect(large?.get('a')).toBeDefined();
    large?.set('c', { size: 101 });
    expect(large?.get('c')).toBeUndefined();
  });

  it('gives a personal value back for a stated time only, counted from when it was set last', () => {
    let time = 1;
    const newCache = boundedCaches({ entries: 10, bytes: 100, personalMs: 1_000, now: () => time });
    const [personal, other] = [true, false].map((isPersonal) =>
      newCache<{ size: number }>({ sizeOf: ({ size }) => size, isPersonal }),
    );
    for (const cache of [personal, other]) cache?.set('a', { size: 1 });
    time += 999;
    expect(personal?.get('a')).toBeDefined();
    time += 2;
    expect(personal?.get('a')).toBeUndefined();
    expect(other?.get('a')).toBeDefined();
  });
});
