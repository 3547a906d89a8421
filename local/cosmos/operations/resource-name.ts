import { badRequest } from './failure.ts';

const longestId = 1023; // bytes; "Azure Cosmos DB service quotas"

/** Reads the `id` of a resource that is to be created. Throws 400 when it cannot be a name. */
export function requireId(id: unknown): string {
  if (id === undefined)
    throw badRequest("The input content is invalid because the required properties - 'id; ' - are missing.");
  if (typeof id !== 'string' || id === '')
    throw badRequest("The 'id' of a resource must be a string that is not empty.");
  if (Buffer.byteLength(id) > longestId)
    throw badRequest(`The 'id' of a resource may have at most ${longestId} bytes.`);
  if (/[/\\#]/.test(id)) throw badRequest(`The 'id' ${JSON.stringify(id)} contains one of the characters / \\ #.`);
  return id;
}
