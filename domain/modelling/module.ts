import type { Aggregate, CommandSchemas, EventOf, EventTypes } from './aggregate.ts';
import type { AnyContracts, Contracts } from './contract.ts';
import type { FactKind } from './fact.ts';
import type { AnyLog } from './log.ts';
import type { AnyTotal } from './total.ts';
import type { UniqueValue } from './unique-value.ts';
import type { AnyView } from './view.ts';

/** All that the business declares about one aggregate. */
export interface ModuleDeclaration<State, Commands extends CommandSchemas, Events extends EventTypes, Rejection> {
  readonly aggregate: Aggregate<State, Commands, Events, Rejection>;
  /** A value that two entities may not have at the same time. */
  readonly uniqueValue?: UniqueValue<EventOf<Events>, Rejection>;
  /** The event that erases the person whom the stream is about: their key is destroyed. */
  readonly erasedBy?: EventOf<Events>['type'];
  readonly views?: readonly AnyView[];
  readonly totals?: readonly AnyTotal[];
  readonly logs?: readonly AnyLog[];
  readonly contracts?: Contracts<Events>;
}

/** What is done with a module, whatever its types are. */
export type ModuleUse<Result> = <State, Commands extends CommandSchemas, Events extends EventTypes, Rejection>(
  module: AggregateModule<State, Commands, Events, Rejection>,
) => Result;

/** A declared module: see {@link ModuleDeclaration}. */
export interface AggregateModule<
  State,
  Commands extends CommandSchemas,
  Events extends EventTypes,
  Rejection,
> extends ModuleDeclaration<State, Commands, Events, Rejection> {
  /** Calls `use` with this module in its own types, which a list of modules does not name. */
  withTypes<Result>(use: ModuleUse<Result>): Result;
}

/** A module in a list of modules: the types of its rules are only known within {@link AggregateModule.withTypes}. */
export interface AnyModule {
  readonly aggregate: { readonly category: string; readonly looksUp?: { readonly kinds: readonly FactKind[] } };
  readonly uniqueValue?: { readonly name: string };
  readonly erasedBy?: string;
  readonly views?: readonly AnyView[];
  readonly totals?: readonly AnyTotal[];
  readonly logs?: readonly AnyLog[];
  readonly contracts?: AnyContracts;
  withTypes<Result>(use: ModuleUse<Result>): Result;
}

/** Declares one aggregate with all that belongs to it. */
export const declareModule = <State, Commands extends CommandSchemas, Events extends EventTypes, Rejection>(
  declaration: ModuleDeclaration<State, Commands, Events, Rejection>,
): AggregateModule<State, Commands, Events, Rejection> => ({
  ...declaration,
  withTypes(use) {
    return use(this);
  },
});
