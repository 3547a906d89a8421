import { asyncApiRoutes, contractRoutes, type PublishedTopic } from '../../adapters/azure-functions/index.ts';
import { contractsOf } from '../../domain/modelling/published-contract.ts';
import { shop } from '../../domain/shop.ts';
import manifest from '../../package.json' with { type: 'json' };
import { topic } from '../composition.ts';

const published: PublishedTopic = {
  topic,
  contracts: contractsOf(shop),
};

/** GET /api/contracts and /api/contracts/{type}: what is published, as JSON Schema. */
export const contracts = contractRoutes(published);

/** GET /api/asyncapi.json and /api/asyncapi: the topic, its messages and who hears them, and a page that shows it. */
export const asyncApi = asyncApiRoutes(
  'GetAsyncApi',
  {
    title: 'Annal',
    version: manifest.version,
    description: 'What happened in the shop, told to other services. Amounts are in minor units (cents), times in UTC.',
  },
  published,
);
