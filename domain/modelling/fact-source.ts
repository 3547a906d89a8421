import type { EventTypes } from './aggregate.ts';
import type { FactKind } from './fact.ts';
import type { AnyView, View } from './view.ts';

/** What is done with the source of facts, whatever the types of its view are. */
export type FactSourceUse<Result> = <Types extends EventTypes, Shape extends object>(
  view: View<Types, Shape>,
  tell: (shown: Shape) => object,
) => Result;

/** The view that tells the facts of one kind: see {@link factsFrom}. */
export interface FactSource {
  readonly kind: FactKind;
  readonly view: AnyView;
  /** Calls `use` with the view in its own types. */
  withTypes<Result>(use: FactSourceUse<Result>): Result;
}

/**
 * Declares which view tells the facts of a kind, and how a document tells one. Personal values of the document read `[personal]`.
 * Throws an error for a view whose documents are not found by the id of their entity, as each fact is one point read.
 */
export const factsFrom = <Fact extends object, Types extends EventTypes, Shape extends object>(
  kind: FactKind<Fact>,
  view: View<Types, Shape>,
  tell: (shown: Shape) => Fact,
): FactSource => {
  if (view.partition.by !== 'entity')
    throw new Error(`The view ${view.name} cannot tell ${kind.name}: its documents are not found by their entity.`);
  return { kind, view, withTypes: (use) => use(view, tell) };
};

/** Throws an error that names the kinds of facts that are needed and that no source tells. */
export const assertTold = (needed: readonly FactKind[], sources: readonly FactSource[]): void => {
  const told = new Set(sources.map(({ kind }) => `fact ${kind.name}`));
  const missing = needed.map(({ name }) => `fact ${name}`).filter((name) => !told.has(name));
  if (missing.length > 0) throw new Error(`Looked up, and told by no view: ${[...new Set(missing)].join(', ')}.`);
};
