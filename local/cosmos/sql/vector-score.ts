import type { CompilePart, ExpressionOf } from './evaluate.ts';
import { closeness } from './functions/vector-functions.ts';
import type { Score } from './score.ts';
import { SqlError } from './sql-error.ts';

/** VectorDistance as a score: the closest is the best, whatever the measure; rows without a fitting vector come last. */
export function vectorScore({ args, at }: ExpressionOf<'call'>, compile: CompilePart): () => Score {
  const [left, right, , options, ...more] = args.map(compile);
  if (left === undefined || right === undefined || more.length > 0)
    throw new SqlError('The VectorDistance function requires 2 to 4 argument(s).', at);
  return () => ({ observe: () => undefined, of: (row) => closeness(left(row), right(row), options?.(row)) });
}
