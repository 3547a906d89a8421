export { cosmosSearchStore } from './cosmos-search-store.ts';
export { inMemorySearchStore } from './in-memory-search-store.ts';
