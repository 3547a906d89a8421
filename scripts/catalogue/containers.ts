import type { System } from '../../domain/modelling/system.ts';
import type { AnyView } from '../../domain/modelling/view.ts';
import besideViews from '../../infra/containers-beside-views.json' with { type: 'json' };

/** What infra/cosmos.json declares: the containers that are declared by hand, and one for each view of the system. */
export const containersOf = ({ modules }: System) => {
  const views = modules.flatMap((module) => module.views ?? []);
  return { ...besideViews, containers: [...besideViews.containers, ...views.map(containerOf)] };
};

/** Nothing is indexed but what a query filters or orders by: every other path would cost with each write. */
const containerOf = ({ name, partition, orderBy }: AnyView) => ({
  name,
  partitionKey: `/${partition.field}`,
  indexingPolicy: {
    indexingMode: 'consistent',
    includedPaths: [partition.field, ...(orderBy === undefined ? [] : [orderBy])].map((field) => ({
      path: `/${field}/?`,
    })),
    excludedPaths: [{ path: '/*' }],
  },
});
