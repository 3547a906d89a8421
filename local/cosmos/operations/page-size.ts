import { badRequest } from './failure.ts';
import type { CosmosRequest } from './operation.ts';

const usual = 100;
const dynamic = 1000;

/** How many items a page shall have at most. -1 leaves it to the server. Throws 400. */
export function pageSize(request: CosmosRequest): number {
  const header = request.header('x-ms-max-item-count');
  if (header === undefined) return usual;
  const size = Number(header);
  if (size === -1) return dynamic;
  if (!Number.isInteger(size) || size < 1)
    throw badRequest(`The header x-ms-max-item-count ${header} is not a positive integer.`);
  return size;
}
