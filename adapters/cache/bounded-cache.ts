import { LRUCache } from 'lru-cache';
import type { Cache, NewCache } from '../../application/cache.ts';

/** How much a cache may hold; whichever is reached first makes it forget what was used longest ago. */
export interface CacheBounds {
  readonly entries: number;
  readonly bytes: number;
}

/** Makes caches in the memory of this process. A value larger than a whole cache is not kept. */
export const boundedCaches =
  ({ entries, bytes }: CacheBounds): NewCache =>
  <Value extends object>(sizeOf: (value: Value) => number): Cache<Value> => {
    const cache = new LRUCache<string, Value>({
      max: entries,
      maxSize: bytes,
      sizeCalculation: (value) => Math.max(1, sizeOf(value)),
    });
    return {
      get: (key) => cache.get(key),
      set: (key, value) => void cache.set(key, value),
    };
  };
