import type { Aggregate, CommandSchemas, EventOf, EventTypes } from './aggregate.ts';
import type { Contracts } from './contract.ts';
import type { UniqueValue } from './unique-value.ts';
import type { AnyView } from './view.ts';

/** All that the business declares about one aggregate. */
export interface AggregateModule<State, Commands extends CommandSchemas, Events extends EventTypes, Rejection> {
  readonly aggregate: Aggregate<State, Commands, Events, Rejection>;
  /** A value that two entities may not have at the same time. */
  readonly uniqueValue?: UniqueValue<EventOf<Events>, Rejection>;
  /** The event after which nothing may be known of the person whom the stream is about: their key is destroyed. */
  readonly erasedBy?: EventOf<Events>['type'];
  readonly views?: readonly AnyView[];
  readonly contracts?: Contracts<Events>;
}

/** Some module: see {@link AnyView}. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type AnyModule = AggregateModule<any, any, any, any>;

/** A whole business, as data. The engine runs it; importing it starts nothing. */
export interface System {
  readonly modules: readonly AnyModule[];
}

/**
 * Declares a business as the list of its modules. Throws an error that names what two of them claim both: a category, a view,
 * a unique value or a contract.
 */
export const system = (...modules: readonly AnyModule[]): System => {
  const claims = modules.flatMap(({ aggregate, views = [], uniqueValue, contracts }) => [
    `category ${aggregate.category}`,
    ...views.map(({ name }) => `subscriber ${name}`),
    ...(uniqueValue === undefined ? [] : [`subscriber ${uniqueValue.name}`]),
    ...Object.keys(contracts?.schemas ?? {}).map((name) => `contract ${name}`),
  ]);
  const doubled = claims.filter((claim, index) => claims.indexOf(claim) !== index);
  if (doubled.length > 0) throw new Error(`Declared twice: ${[...new Set(doubled)].join(', ')}.`);
  return { modules };
};
