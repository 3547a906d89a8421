export { cosmosMailStore } from './cosmos-mail-store.ts';
export { inMemoryMailStore } from './in-memory-mail-store.ts';
