import type { Database } from '@azure/cosmos';
import type { SearchStore } from '../../consumers/search/search-index.ts';
import type { StoreOptions } from '../cosmos/store-options.ts';
import { cosmosReferences } from './cosmos-references.ts';
import { cosmosSearchIndex } from './cosmos-search-index.ts';

/** The search store in the consumer's own database, in the containers of one generation. */
export const cosmosSearchStore = (database: Database, generation: number, options: StoreOptions = {}): SearchStore => ({
  index: cosmosSearchIndex(database, inGeneration('documents', generation), options),
  references: cosmosReferences(database, inGeneration('references', generation), options),
});

/** The first generation has the plain names. */
const inGeneration = (name: string, generation: number): string => (generation === 1 ? name : `${name}-${generation}`);
