import type { System } from '../../domain/modelling/system.ts';
import type { AnyTotal } from '../../domain/modelling/total.ts';
import type { AnyView } from '../../domain/modelling/view.ts';
import besideViews from '../../infra/containers-beside-views.json' with { type: 'json' };

/** What infra/cosmos.json declares: the containers that are declared by hand, and one for each view and total of the system. */
export const containersOf = ({ modules }: System) => {
  const views = modules.flatMap((module) => module.views ?? []);
  const totals = modules.flatMap((module) => module.totals ?? []);
  const containers = [...besideViews.containers, ...views.map(containerOf), ...totals.map(containerOfTotal)];
  return { ...besideViews, containers };
};

/** Nothing is indexed but what a query filters or orders by: every other path would cost with each write. */
const containerOf = ({ name, partition, orderBy }: AnyView) =>
  container(name, partition.field, orderBy === undefined ? [] : [orderBy]);

/** Only totals have a `place`, which lists of them are ordered by: no contribution costs an entry of that index. */
const containerOfTotal = ({ name }: AnyTotal) => container(name, 'partition', ['place']);

const container = (name: string, partitionKey: string, indexed: readonly string[]) => ({
  name,
  partitionKey: `/${partitionKey}`,
  indexingPolicy: {
    indexingMode: 'consistent',
    includedPaths: [partitionKey, ...indexed].map((field) => ({ path: `/${field}/?` })),
    excludedPaths: [{ path: '/*' }],
  },
});
