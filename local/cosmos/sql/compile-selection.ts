import { buildObject } from './compile-parts.ts';
import type { Compile, Evaluate, Names } from './evaluate.ts';
import { SqlError } from './sql-error.ts';
import type { Query } from './syntax.ts';

/** What one row of the result looks like. A row whose value is undefined is not part of the result. */
export function compileSelection({ selection, sources, groupBy }: Query, names: Names, compile: Compile): Evaluate {
  if (selection.kind === 'value') return compile(selection.expression, names);
  if (selection.kind === 'columns') {
    const columns = selection.columns.map(({ name, expression }) => [name, compile(expression, names)] as const);
    return (scope) => buildObject(columns.map(([name, value]) => [name, value(scope)]));
  }
  if (sources.length !== 1 || groupBy.length > 0)
    throw new SqlError(`'SELECT *' is only valid with a single input set.`, selection.at);
  const slot = names.aliases.length - 1;
  return (scope) => scope[slot];
}
