import { LRUCache } from 'lru-cache';
import type { Cache, CacheUse, NewCache } from '../../application/streams/cache.ts';

/** The limits of a cache. When one is reached, the least recently used value is dropped. */
export interface CacheBounds {
  readonly entries: number;
  readonly bytes: number;
  /** How long a personal value is returned after it was set, in milliseconds. Five minutes by default. */
  readonly personalMs?: number;
  /** Milliseconds that only grow. */
  readonly now?: () => number;
}

const milliseconds = (): number => performance.now();

/** Makes caches in the memory of this process. A value larger than a whole cache is not kept. */
export const boundedCaches =
  ({ entries, bytes, personalMs = 300_000, now = milliseconds }: CacheBounds): NewCache =>
  <Value extends object>({ sizeOf, isPersonal = false, maximumBytes = bytes }: CacheUse<Value>): Cache<Value> => {
    const cache = new LRUCache<string, Value>({
      max: entries,
      maxSize: Math.min(bytes, maximumBytes),
      sizeCalculation: (value) => Math.max(1, sizeOf(value)),
      ...(isPersonal ? { ttl: personalMs, ttlResolution: 0, perf: { now } } : {}),
    });
    return {
      get: (key) => cache.get(key),
      set: (key, value) => void cache.set(key, value),
    };
  };
