import { aggregateName } from './aggregates.ts';
import type { CompilePart, Evaluate, ExpressionOf } from './evaluate.ts';
import { findFunction } from './functions/find-function.ts';
import { SqlError } from './sql-error.ts';

type Call = ExpressionOf<'call'>;

/** A call of a built-in function. Aggregates never come here: where they may stand, grouping has replaced them. */
export function compileCall(call: Call, compile: CompilePart): Evaluate {
  const args = call.args.map(compile);
  if (call.name.toUpperCase() === 'IIF') return compileIif(call, args);
  if (aggregateName(call.name) !== undefined)
    throw new SqlError(`The aggregate function '${call.name}' may only be used in the SELECT list.`, call.at);
  const known = findFunction(call.name);
  if (known === undefined)
    throw new SqlError(
      isSpatial(call)
        ? `The spatial function '${call.name}' is not supported by this server.`
        : `'${call.name}' is not a recognized built-in function name.`,
      call.at,
    );
  checkArity(call, known.arity);
  if (known.isStatic === true) {
    const value = known.apply();
    return () => value;
  }
  return (scope) => known.apply(...args.map((arg) => arg(scope)));
}

function isSpatial({ name }: Call): boolean {
  return /^ST_\w+$/i.test(name);
}

function compileIif(call: Call, args: readonly Evaluate[]): Evaluate {
  checkArity(call, [3, 3]);
  const [test, then, otherwise] = args as readonly [Evaluate, Evaluate, Evaluate];
  return (scope) => (test(scope) === true ? then(scope) : otherwise(scope));
}

function checkArity({ name, args, at }: Call, [least, most]: readonly [number, number]): void {
  if (args.length < least || args.length > most)
    throw new SqlError(`The ${name} function requires ${describe(least, most)} argument(s).`, at);
}

function describe(least: number, most: number): string {
  if (least === most) return String(least);
  return Number.isFinite(most) ? `${least} to ${most}` : `at least ${least}`;
}
