import { inMemorySearchStore } from '../../../adapters/search/index.ts';
import { searchStoreContract } from './search-store.contract.ts';

searchStoreContract('Memory', async () => inMemorySearchStore());
