import type { Scope } from './evaluate.ts';
import type { Ranking, Score } from './score.ts';

const smoothing = 60;

/**
 * Reciprocal rank fusion: a row gets `weight / (60 + rank)` of each score, where rows of equal score share their rank
 * (Microsoft, "RRF (Azure Cosmos DB)"). A negative weight turns a ranking around.
 */
export function fuseRanks(parts: readonly Score[], weights: readonly number[] | undefined): Ranking {
  const observe = (row: Scope): void => {
    for (const part of parts) part.observe(row);
  };
  const scores = (rows: readonly Scope[]): readonly number[] => {
    const totals = rows.map(() => 0);
    for (const [index, part] of parts.entries()) {
      const weight = weights?.[index] ?? 1;
      const values = rows.map((row) => (weight < 0 ? -part.of(row) : part.of(row)));
      const rankOf = new Map(
        [...new Set(values)].sort((left, right) => right - left).map((value, at) => [value, at + 1]),
      );
      for (const [at, value] of values.entries())
        totals[at] = (totals[at] ?? 0) + Math.abs(weight) / (smoothing + (rankOf.get(value) ?? 0));
    }
    return totals;
  };
  return { observe, scores };
}
