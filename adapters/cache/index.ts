export { boundedCaches, type CacheBounds } from './bounded-cache.ts';
