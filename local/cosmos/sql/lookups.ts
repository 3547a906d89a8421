import { conjuncts, documentPath, itemAlias, restrictionsOf, type Restriction } from './document-path.ts';
import type { Expression, Query } from './syntax.ts';
import type { Value } from './value.ts';

/** What an index can be asked for a query: every row has, at the path, a value that fits one of the alternatives. */
export interface Lookup {
  readonly path: readonly string[];
  /** Each alternative is fulfilled by what fulfils all of its restrictions. */
  readonly alternatives: readonly (readonly Restriction[])[];
}

/** The lookups that WHERE joins by AND: comparisons, IN, and OR of comparisons of one path. Any of them may serve. */
export function lookups(query: Query, parameters: ReadonlyMap<string, Value>): readonly Lookup[] {
  const alias = itemAlias(query);
  if (query.where === undefined || alias === undefined) return [];
  const parts = conjuncts(query.where);
  const single = Map.groupBy(restrictionsOf(parts, alias, parameters), ({ path }) => JSON.stringify(path));
  return [
    ...Array.from(single.values(), (known) => ({ path: known[0]?.path ?? [], alternatives: [known] })),
    ...parts.flatMap((part) => choicesOf(part, alias, parameters)),
  ];
}

function choicesOf(part: Expression, alias: string, parameters: ReadonlyMap<string, Value>): readonly Lookup[] {
  if (part.kind === 'in') {
    const { value: left } = part;
    const equal = part.choices.map((right): Expression => ({ kind: 'binary', operator: '=', left, right }));
    const path = documentPath(left);
    const known = restrictionsOf(equal, alias, parameters);
    return path === undefined || known.length < equal.length
      ? []
      : [{ path: path.names, alternatives: known.map((one) => [one]) }];
  }
  const branches = disjuncts(part).map((branch) => restrictionsOf(conjuncts(branch), alias, parameters));
  const [first = []] = branches;
  if (branches.length < 2) return [];
  return first.flatMap(({ path }) => {
    const alternatives = branches.map((known) => known.filter((one) => isSamePath(one.path, path)));
    return alternatives.every((known) => known.length > 0) ? [{ path, alternatives }] : [];
  });
}

function disjuncts(expression: Expression): readonly Expression[] {
  if (expression.kind !== 'binary' || expression.operator !== 'OR') return [expression];
  return [...disjuncts(expression.left), ...disjuncts(expression.right)];
}

function isSamePath(left: readonly string[], right: readonly string[]): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}
