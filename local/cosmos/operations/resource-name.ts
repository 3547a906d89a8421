import { badRequest } from './failure.ts';

// "Azure Cosmos DB service quotas"
const longestId = 1023; // bytes
const longestName = 255; // characters

/** Reads the `id` of an item. Throws 400 when it cannot be a name. */
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

/** Reads the `id` of a database or a container, for which narrower rules hold than for items. Throws 400. */
export function requireName(sent: unknown): string {
  const name = requireId(sent);
  if (name.length > longestName)
    throw badRequest(`The 'id' of a database or container may have at most ${longestName} characters.`);
  if (/[?]| $/.test(name))
    throw badRequest(`The 'id' ${JSON.stringify(name)} contains a question mark, or ends with a space.`);
  return name;
}
