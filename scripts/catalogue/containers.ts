import { joinedOf, logsOf, totalsOf, viewsOf, type System } from '../../domain/modelling/system.ts';
import { compositeIndexesOf, indexedFieldsOf, type Queried } from '../../domain/modelling/query.ts';
import type { AnyTotal } from '../../domain/modelling/total.ts';
import besideViews from '../../infra/containers-beside-views.json' with { type: 'json' };

/**
 * What infra/cosmos.json declares: the containers that are declared by hand, and one for each generation of a view of the system.
 */
export const containersOf = (system: System) => {
  const containers = [
    ...besideViews.containers,
    ...[...viewsOf(system), ...logsOf(system), ...joinedOf(system)].map(containerOf),
    ...totalsOf(system).map(containerOfTotal),
  ];
  return { ...besideViews, containers };
};

/** Nothing is indexed but what a query filters or orders by: every other path would cost with each write. */
export const containerOf = (view: Queried) => {
  const composites = compositeIndexesOf(view).map((index) =>
    index.map((field) => ({ path: `/${field}`, order: 'ascending' })),
  );
  return container(view.name, view.partition.field, indexedFieldsOf(view), composites);
};

/** Only totals have a `place`, which lists of them are ordered by: no contribution costs an entry of that index. */
const containerOfTotal = ({ name }: AnyTotal) => container(name, 'partition', ['partition', 'place'], []);

/** A container of a consumer: its documents are listed by their `key` within a partition, and found by nothing else. */
export const consumerContainer = (name: string) => container(name, 'partition', ['partition', 'key'], []);

const container = (
  name: string,
  partitionKey: string,
  indexed: readonly string[],
  composites: readonly (readonly object[])[],
) => ({
  name,
  partitionKey: `/${partitionKey}`,
  indexingPolicy: {
    indexingMode: 'consistent',
    includedPaths: indexed.map((field) => ({ path: `/${field}/?` })),
    excludedPaths: [{ path: '/*' }],
    ...(composites.length === 0 ? {} : { compositeIndexes: composites }),
  },
});
