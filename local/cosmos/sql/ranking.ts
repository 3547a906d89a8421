import type { Compile, Names } from './evaluate.ts';
import { fuseRanks } from './rank-fusion.ts';
import type { Ranking, Score } from './score.ts';
import { SqlError } from './sql-error.ts';
import type { Expression } from './syntax.ts';
import { textScore } from './text-score.ts';
import { vectorScore } from './vector-score.ts';

/** Prepares what stands behind ORDER BY RANK. Throws a SqlError for what is no scoring function. */
export function compileRanking(expression: Expression, names: Names, compile: Compile): () => Ranking {
  if (expression.kind === 'call' && expression.name.toUpperCase() === 'RRF') {
    const last = expression.args.at(-1);
    const weights = last?.kind === 'array' ? compile(last, names)([]) : undefined;
    const starts = expression.args
      .slice(0, weights === undefined ? undefined : -1)
      .map((part) => compileScore(part, names, compile));
    if (starts.length < 2) throw new SqlError('RRF needs two scoring functions or more.', expression.at);
    return () => fuseRanks(starts.map((start) => start()), weights as readonly number[] | undefined); // prettier-ignore
  }
  const start = compileScore(expression, names, compile);
  return () => {
    const score = start();
    return { observe: score.observe, scores: (rows) => rows.map(score.of) };
  };
}

function compileScore(expression: Expression, names: Names, compile: Compile): () => Score {
  const part = (argument: Expression) => compile(argument, names);
  const name = expression.kind === 'call' ? expression.name.toUpperCase() : '';
  if (expression.kind === 'call' && name === 'FULLTEXTSCORE') return textScore(expression, part);
  if (expression.kind === 'call' && name === 'VECTORDISTANCE') return vectorScore(expression, part);
  const at = 'at' in expression ? expression.at : { start: 0, end: 0 };
  throw new SqlError('ORDER BY RANK needs FullTextScore, VectorDistance, or RRF of these.', at);
}
