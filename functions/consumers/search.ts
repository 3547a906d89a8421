import { topicFunction } from '../../adapters/azure-functions/index.ts';
import { runConsumer } from '../../application/consumers/run-consumer.ts';
import { heardContracts } from '../../consumers/search/facts.ts';
import { searcher } from '../../consumers/search/searcher.ts';
import { capabilities } from '../composition.ts';

/** The search consumer at work. */
export const search = runConsumer(searcher(capabilities.searchStore), {
  ...capabilities,
  waiting: capabilities.storeOf('search').waiting,
});

/** Runs for each message about an order, a product or a customer. */
export const indexForSearch = topicFunction('IndexForSearch', {
  ...{ subscription: search.name, take: search.take },
  hears: heardContracts,
});
