import type { Container, SqlParameter } from '@azure/cosmos';
import type { BindingOptions } from '../host/binding-options.ts';
import type { TypedData } from '../worker/rpc.ts';
import { expressionsIn, expressionValue, resolveExpressions, type BindingData } from './binding-data.ts';

/** Reads an input for one call. Rejects when the service does not answer; then the call fails before its function runs. */
export type ReadInput = (data: BindingData) => Promise<TypedData>;

/**
 * A Cosmos DB input (Microsoft Learn, "Azure Cosmos DB input binding"): with `id` one document, or nothing when there is
 * none; else a list, of what `sqlQuery` finds or of everything. An expression within the query becomes a parameter of it,
 * so that a caller's text never is a part of the query.
 */
export function cosmosInput(options: BindingOptions, open: () => Promise<Container>): ReadInput {
  const id = options.optionalText('id');
  const partitionKey = options.optionalText('partitionKey');
  const sqlQuery = options.optionalText('sqlQuery') ?? 'SELECT * FROM c';
  const keyFor = (data: BindingData) => partitionKey && resolveExpressions(partitionKey, data);
  return async (data) => {
    const container = await open();
    const key = keyFor(data);
    if (id !== undefined) {
      const { resource } = await container.item(resolveExpressions(id, data), key).read<object>();
      return resource === undefined ? {} : { json: JSON.stringify(resource) };
    }
    const query = { query: parametersFor(sqlQuery), parameters: parametersOf(sqlQuery, data) };
    const found = container.items.query<unknown>(query, key === undefined ? {} : { partitionKey: key });
    return { json: JSON.stringify((await found.fetchAll()).resources) };
  };
}

function parametersFor(query: string): string {
  return query.replace(/\{([^{}]+)\}/g, (_, name: string) => parameterName(name));
}

function parametersOf(query: string, data: BindingData): SqlParameter[] {
  const names = new Set(expressionsIn(query));
  return [...names].map((name) => ({
    name: parameterName(name),
    value: expressionValue(name, data) as NonNullable<SqlParameter['value']>,
  }));
}

function parameterName(expression: string): string {
  return `@${expression.replace(/\W/g, '_')}`;
}
