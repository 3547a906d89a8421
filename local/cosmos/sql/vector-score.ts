import type { CompilePart, ExpressionOf } from './evaluate.ts';
import { compileCall } from './compile-call.ts';
import { isDistance } from './functions/vector-functions.ts';
import type { Score } from './score.ts';

const worst = -Number.MAX_VALUE;

/** VectorDistance as a score: the closest is the best, whatever the measure; rows without a fitting vector come last. */
export function vectorScore(call: ExpressionOf<'call'>, compile: CompilePart): () => Score {
  const distance = compileCall(call, compile);
  const options = call.args[3] && compile(call.args[3]);
  const of: Score['of'] = (row) => {
    const value = distance(row);
    if (typeof value !== 'number') return worst;
    return isDistance(options?.(row)) ? -value : value;
  };
  return () => ({ observe: () => undefined, of });
}
