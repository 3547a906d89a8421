import type { Aggregate, CommandSchemas, EventOf, EventTypes } from './aggregate.ts';
import type { Contracts } from './contract.ts';
import { generationsOf, type Generation } from './generation.ts';
import type { AnyJoined } from './joined.ts';
import type { AnyLog } from './log.ts';
import type { AnyTotal } from './total.ts';
import type { UniqueValue } from './unique-value.ts';
import type { AnyView } from './view.ts';

/** The category of the streams in which the engine records what operators do. No aggregate may have it. */
export const operatorsCategory = 'ops';

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
  readonly aggregate: { readonly category: string };
  readonly uniqueValue?: { readonly name: string };
  readonly erasedBy?: string;
  readonly views?: readonly AnyView[];
  readonly totals?: readonly AnyTotal[];
  readonly logs?: readonly AnyLog[];
  readonly contracts?: Pick<Contracts<EventTypes>, 'schemas'>;
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

/** What a business declares of several aggregates at once. */
export interface AcrossModules {
  readonly logs?: readonly AnyLog[];
  readonly joined?: readonly AnyJoined[];
}

/** A whole business, as data. The engine runs it; importing it starts nothing. */
export interface System {
  readonly modules: readonly AnyModule[];
  /** Those of all modules, and those across them. */
  readonly logs: readonly AnyLog[];
  /** The views that streams of several modules are part of. */
  readonly joined: readonly AnyJoined[];
}

/**
 * Declares a business as the list of its modules, and of what lies across them. Throws an error that names what two of them claim both:
 * a category, a view, a total, a log, a joined view, a unique value or a contract; a category that is joined and that no module has; and
 * the category of the engine.
 */
export const system = (...parts: readonly (AnyModule | AcrossModules)[]): System => {
  const modules = parts.filter((part) => 'aggregate' in part);
  const logs = parts.flatMap((part) => part.logs ?? []);
  const joined = parts.flatMap((part) => ('joined' in part ? (part.joined ?? []) : []));
  if (modules.some(({ aggregate }) => aggregate.category === operatorsCategory))
    throw new Error(`The category ${operatorsCategory} is the engine's own: it records what operators do.`);
  const declared = { modules, logs, joined };
  const claims = modules.flatMap(({ aggregate, uniqueValue, contracts }) => [
    `category ${aggregate.category}`,
    ...(uniqueValue === undefined ? [] : [`subscriber ${uniqueValue.name}`]),
    ...Object.keys(contracts?.schemas ?? {}).map((name) => `contract ${name}`),
  ]);
  const claimed = [...claims, ...everyViewOf(declared).map(({ name }) => `subscriber ${name}`)];
  const doubled = claimed.filter((claim, index) => claimed.indexOf(claim) !== index);
  if (doubled.length > 0) throw new Error(`Declared twice: ${[...new Set(doubled)].join(', ')}.`);
  const sources = joinedOf(declared).flatMap((view) => view.sources.map(({ source }) => source.category));
  const missing = sources.filter((category) => !modules.some(({ aggregate }) => aggregate.category === category));
  if (missing.length > 0) throw new Error(`Joined, and declared by no module: ${[...new Set(missing)].join(', ')}.`);
  return declared;
};

/** All views of a business, former generations included: each has a subscriber and a container of its own. */
export const viewsOf = ({ modules }: System): readonly AnyView[] =>
  modules.flatMap(({ views = [] }) => views).flatMap(generationsOf);

/** All totals of a business, former generations included. */
export const totalsOf = ({ modules }: System): readonly AnyTotal[] =>
  modules.flatMap(({ totals = [] }) => totals).flatMap(generationsOf);

/** All logs of a business, former generations included. */
export const logsOf = ({ logs }: Pick<System, 'logs'>): readonly AnyLog[] => logs.flatMap(generationsOf);

/** All joined views of a business, former generations included. */
export const joinedOf = ({ joined }: Pick<System, 'joined'>): readonly AnyJoined[] => joined.flatMap(generationsOf);

/** A view, total, log or joined view. */
export interface AnyKindOfView extends Generation {
  readonly feed?: 'own';
  /** Of the streams that it follows. */
  readonly categories: readonly string[];
}

/** All views, totals, logs and joined views of a business, former generations included. */
export const everyViewOf = (system: System): readonly AnyKindOfView[] => [
  ...[...viewsOf(system), ...totalsOf(system)].map((each) => ({ ...each, categories: [each.source.category] })),
  ...logsOf(system).map((each) => ({ ...each, categories: each.sources.map(({ category }) => category) })),
  ...joinedOf(system).map((each) => ({ ...each, categories: each.sources.map(({ source }) => source.category) })),
];
