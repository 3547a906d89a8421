import { asyncApiRoutes, contractRoutes, type TopicDescription } from '../../adapters/azure-functions/index.ts';
import { contractsOf } from '../../domain/modelling/published-contract.ts';
import { orderContracts } from '../../domain/order/index.ts';
import { shop } from '../../domain/shop.ts';
import manifest from '../../package.json' with { type: 'json' };
import { topic } from '../composition.ts';
import { email } from '../consumers/email.ts';

const described: TopicDescription = {
  topic,
  contracts: contractsOf(shop),
  hearers: [{ name: email.name, hears: [...Object.keys(orderContracts), 'shop.customer-erased.v1'] }],
};

/** GET /api/contracts and /api/contracts/{type}: what is published, as JSON Schema. */
export const contracts = contractRoutes(described);

/** GET /api/asyncapi.json and /api/asyncapi: the topic, its messages and who hears them, and a page that shows it. */
export const asyncApi = asyncApiRoutes(
  'GetAsyncApi',
  {
    title: 'Annal',
    version: manifest.version,
    description: 'What happened in the shop, told to other services. Amounts are in minor units (cents), times in UTC.',
  },
  described,
);
