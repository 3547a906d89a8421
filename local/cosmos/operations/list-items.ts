import type { ContainerName } from './container.ts';
import type { Answer, Cosmos, CosmosRequest } from './operation.ts';
import { queryItems } from './query.ts';

const everything = Buffer.from(JSON.stringify({ query: 'SELECT * FROM c' }));

/** `GET .../docs`: all items, or those of the key in the header, page by page. */
export function listItems(cosmos: Cosmos, name: ContainerName, request: CosmosRequest): Answer | Promise<Answer> {
  return queryItems(cosmos, name, { ...request, body: everything });
}
