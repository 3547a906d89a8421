import { itemAlias, parseQuery, SqlError, type Query, type VirtualMember } from '../sql/index.ts';
import { badRequest } from './failure.ts';
import { objectsOf } from './policy.ts';
import type { JsonObject } from './json-body.ts';

const most = 20; // "Computed properties in Azure Cosmos DB"
const reserved = ['id', '_rid', '_ts', '_self', '_etag', '_attachments', 'ttl'];

/** Checks the computed properties of a container: their names, and that each is a query for one value of an item. Throws 400. */
export function refuseBadComputedProperties(definition: JsonObject): void {
  const properties = objectsOf(definition, 'computedProperties');
  if (properties.length > most) throw badRequest(`A container may have at most ${most} computed properties.`);
  const names = properties.map(({ name }) => requireName(name));
  if (new Set(names).size < names.length) throw badRequest('Two computed properties have the same name.');
  properties.forEach(({ name, query }) => requireValueQuery(String(name), query));
}

/** The computed properties of a container whose definition was accepted, by name. */
export function computedProperties(definition: JsonObject): ReadonlyMap<string, VirtualMember> {
  const properties = objectsOf(definition, 'computedProperties');
  return new Map(
    properties.flatMap(({ name, query }) => {
      const parsed = parseQuery(String(query));
      const alias = itemAlias(parsed) ?? '';
      return parsed.selection.kind === 'value'
        ? [[String(name), { alias, expression: parsed.selection.expression }]]
        : [];
    }),
  );
}

function requireName(name: unknown): string {
  if (typeof name !== 'string' || name === '' || reserved.includes(name))
    throw badRequest(`The name ${JSON.stringify(name)} cannot be the name of a computed property.`);
  return name;
}

function requireValueQuery(name: string, query: unknown): void {
  const isValueQuery = typeof query === 'string' && /^\s*select\s+value\b/i.test(query);
  if (!isValueQuery) throw badRequest(`The query of the computed property ${name} must be a SELECT VALUE.`);
  try {
    if (!isPlain(parseQuery(query)))
      throw badRequest(`The query of the computed property ${name} must be no more than SELECT VALUE ... FROM c.`);
  } catch (error) {
    if (error instanceof SqlError)
      throw badRequest(`The query of the computed property ${name} is invalid: ${error.message}`);
    throw error;
  }
}

function isPlain(query: Query): boolean {
  const { sources, where, groupBy, orderBy, top, offset, isDistinct } = query;
  const isOfItem = sources.length === 1 && itemAlias(query) !== undefined;
  const isOrdered = groupBy.length > 0 || orderBy.length > 0;
  return isOfItem && !isOrdered && !isDistinct && where === undefined && top === undefined && offset === undefined;
}
