import { unfitVersions } from './contract-versions.ts';
import { assertTold, type FactSource } from './fact-source.ts';
import { generationsOf, type Generation } from './generation.ts';
import type { AnyJoined } from './joined.ts';
import type { AnyLog } from './log.ts';
import type { DeclaredProcess } from './processes/declared-process.ts';
import type { AnyModule } from './module.ts';
import { processesView, type ProcessesView } from './processes/processes-view.ts';
import type { AnyTotal } from './total.ts';
import { categoriesOf, type AnyView } from './view.ts';

export { declareModule, type AggregateModule, type AnyModule, type ModuleDeclaration } from './module.ts';

/** The category of the streams in which the engine records what operators do. No aggregate may have it. */
export const operatorsCategory = 'ops';

/** What a business declares of several aggregates at once. */
export interface AcrossModules {
  readonly logs?: readonly AnyLog[];
  readonly joined?: readonly AnyJoined[];
  readonly processes?: readonly DeclaredProcess[];
  /** Which views tell what decisions need from others. */
  readonly facts?: readonly FactSource[];
}

/** A whole business, as data. The engine runs it; importing it starts nothing. */
export interface System {
  readonly modules: readonly AnyModule[];
  /** Those of all modules, and those across them. */
  readonly logs: readonly AnyLog[];
  /** The views that streams of several modules are part of. */
  readonly joined: readonly AnyJoined[];
  readonly processes: readonly DeclaredProcess[];
  /** The view of its processes, which is the engine's own; undefined where there are none. */
  readonly processesView: ProcessesView | undefined;
  /** Which views tell what decisions need from others. */
  readonly facts: readonly FactSource[];
}

/** The modules of a business, and those of its processes: each is an aggregate of its own. */
export const everyModuleOf = ({ modules, processes }: Pick<System, 'modules' | 'processes'>): readonly AnyModule[] => [
  ...modules,
  ...processes.map(({ module }) => module),
];

/**
 * Declares a business as the list of its modules, and of what lies across them. Throws an error that names what two of them claim both:
 * a category, a view, a total, a log, a joined view, a unique value, a contract or a kind of fact; a category that is joined, asked or
 * heard and that no module has; a kind of fact that decisions need and no view tells; versions of a contract that do not fit together; and
 * the category of the engine.
 */
export const system = (...parts: readonly (AnyModule | AcrossModules)[]): System => {
  const modules = parts.filter((part) => 'aggregate' in part);
  const logs = parts.flatMap((part) => part.logs ?? []);
  const joined = parts.flatMap((part) => ('joined' in part ? (part.joined ?? []) : []));
  const processes = parts.flatMap((part) => ('processes' in part ? (part.processes ?? []) : []));
  const facts = parts.flatMap((part) => ('facts' in part ? (part.facts ?? []) : []));
  const declared = { modules, logs, joined, processes, processesView: processesView(processes), facts };
  const every = everyModuleOf(declared);
  if (every.some(({ aggregate }) => aggregate.category === operatorsCategory))
    throw new Error(`The category ${operatorsCategory} is the engine's own: it records what operators do.`);
  const claims = every.flatMap(({ aggregate, uniqueValue, contracts }) => [
    `category ${aggregate.category}`,
    ...(uniqueValue === undefined ? [] : [`subscriber ${uniqueValue.name}`]),
    ...Object.keys(contracts?.schemas ?? {}).map((name) => `contract ${name}`),
  ]);
  const followers = [...everyViewOf(declared), ...processes];
  const told = facts.map(({ kind }) => `fact ${kind.name}`);
  const claimed = [...claims, ...told, ...followers.map(({ name }) => `subscriber ${name}`)];
  const doubled = claimed.filter((claim, index) => claimed.indexOf(claim) !== index);
  if (doubled.length > 0) throw new Error(`Declared twice: ${[...new Set(doubled)].join(', ')}.`);
  assertDeclared(declared);
  const unfit = every.map(({ contracts }) => contracts && unfitVersions(contracts)).find((why) => why !== undefined);
  if (unfit !== undefined) throw new Error(unfit);
  assertTold(
    every.flatMap(({ aggregate }) => aggregate.looksUp?.kinds ?? []),
    facts,
  );
  return declared;
};

/** Throws an error that names what is joined, asked or heard and that no module declares. */
const assertDeclared = (declared: System): void => {
  const missingIn = (categories: readonly string[]): string =>
    [
      ...new Set(
        categories.filter((name) => !everyModuleOf(declared).some(({ aggregate }) => aggregate.category === name)),
      ),
    ].join(', ');
  const unjoined = missingIn(joinedOf(declared).flatMap((view) => view.sources.map(({ source }) => source.category)));
  if (unjoined !== '') throw new Error(`Joined, and declared by no module: ${unjoined}.`);
  for (const { name, categories } of declared.processes) {
    const unknown = missingIn(categories);
    if (unknown !== '') throw new Error(`The process ${name} asks or hears what no module declares: ${unknown}.`);
  }
};

/** All views of a business, former generations included: each has a subscriber and a container of its own. */
export const viewsOf = (system: System): readonly AnyView[] =>
  [
    ...everyModuleOf(system).flatMap(({ views = [] }) => views),
    ...(system.processesView ? [system.processesView] : []),
  ].flatMap(generationsOf);

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
  ...viewsOf(system).map((each) => ({ ...each, categories: categoriesOf(each) })),
  ...totalsOf(system).map((each) => ({ ...each, categories: [each.source.category] })),
  ...logsOf(system).map((each) => ({ ...each, categories: each.sources.map(({ category }) => category) })),
  ...joinedOf(system).map((each) => ({ ...each, categories: each.sources.map(({ source }) => source.category) })),
];
