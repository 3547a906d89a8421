import { joinedOf, logsOf, totalsOf, viewsOf, type System } from '../../domain/modelling/system.ts';
import { compositeIndexesOf, indexedFieldsOf, type Queried } from '../../domain/modelling/query.ts';
import type { AnyTotal } from '../../domain/modelling/total.ts';
import {
  streamContainers,
  waitingContainer,
  type ListedConsumer,
} from '../../application/consumers/declare-consumer.ts';
import besideViews from '../../infra/containers-beside-views.json' with { type: 'json' };

/**
 * What infra/cosmos.json declares: the containers that are declared by hand, one for each generation of a view of the system, and
 * beside them a database for each consumer.
 */
export const containersOf = (system: System, consumers: readonly ListedConsumer[] = []) => {
  const containers = [
    ...besideViews.containers,
    ...[...viewsOf(system), ...logsOf(system), ...joinedOf(system)].map(containerOf),
    ...totalsOf(system).map(containerOfTotal),
  ];
  return { ...besideViews, containers, furtherDatabases: consumers.map(databaseOf) };
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

const databaseOf = ({ name, containers, keepsStreams = false }: ListedConsumer) => ({
  database: `${besideViews.database}-${name}`,
  containers: [
    ...consumerContainers(Object.keys(containers)),
    ...(keepsStreams ? ofStreams : []),
    ...declaredByHand(name),
  ],
});

/** An event store, for a consumer that keeps streams of its own: as that of the shop. */
const ofStreams = besideViews.containers.filter(({ name }) => streamContainers.includes(name));

/** Containers of a consumer whose store is of another kind, such as an index of texts. */
const declaredByHand = (consumer: string) =>
  besideViews.furtherDatabases
    .filter(({ database }) => database === `${besideViews.database}-${consumer}`)
    .flatMap(({ containers }) => containers);

/** All containers of a consumer: its own, and that of what it could not take yet. */
export const consumerContainers = (names: readonly string[]) => [waiting, ...names.map(consumerContainer)];

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

/** What a consumer could not take yet: adapters/cosmos/cosmos-waiting-messages.ts asks for these fields. */
const waiting = container(waitingContainer, 'consumer', ['consumer', 'state', 'waitingSince', 'nextTryAt'], []);
