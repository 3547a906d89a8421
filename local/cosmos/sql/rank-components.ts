import { compileExpression } from './compile-expression.ts';
import { phraseOf } from './full-text.ts';
import type { ExpressionOf } from './evaluate.ts';
import { printExpression } from './print-query.ts';
import type { Expression, Query } from './syntax.ts';
import type { Json, Value } from './value.ts';

/** One scoring function of ORDER BY RANK, as a client that merges the ranges gets it. */
export interface RankComponent {
  /** The score as an expression over one item, greater for better. */
  readonly score: string;
  readonly weight: number;
  /** The text that is searched, and the phrases. */
  readonly text: { readonly path: string; readonly phrases: readonly string[] } | undefined;
}

// The client puts what it has added up in these places, the n-th for the n-th text that is searched.
const documents = '{documentdb-formattablehybridsearchquery-totaldocumentcount}';
const words = (nth: number): string => `{documentdb-formattablehybridsearchquery-totalwordcount-${nth}}`;
const hits = (nth: number): string => `{documentdb-formattablehybridsearchquery-hitcountsarray-${nth}}`;

/** The scoring functions that a query is ranked by; `undefined` when what they search for differs from item to item. */
export function rankComponents(
  { orderBy }: Query,
  parameters: ReadonlyMap<string, Value>,
): readonly RankComponent[] | undefined {
  const [by] = orderBy;
  if (by?.isRank !== true) return undefined;
  const { scores, weights } = fusedParts(by.expression);
  const components: RankComponent[] = [];
  for (const [index, score] of scores.entries()) {
    const weight = weights === undefined ? 1 : constantOf(weights.items[index], parameters);
    const nth = components.filter(({ text }) => text !== undefined).length;
    const component = typeof weight === 'number' ? componentOf(score, weight, { nth, parameters }) : undefined;
    if (component === undefined) return undefined;
    components.push(component);
  }
  return components;
}

/** The scoring functions of RRF and its weights, or the one scoring function. */
function fusedParts(ranked: Expression): {
  readonly scores: readonly Expression[];
  readonly weights?: ExpressionOf<'array'>;
} {
  if (ranked.kind !== 'call' || ranked.name.toUpperCase() !== 'RRF') return { scores: [ranked] };
  const last = ranked.args.at(-1);
  return last?.kind === 'array' ? { scores: ranked.args.slice(0, -1), weights: last } : { scores: ranked.args };
}

interface Place {
  readonly nth: number;
  readonly parameters: ReadonlyMap<string, Value>;
}

function componentOf(part: Expression, weight: number, { nth, parameters }: Place): RankComponent | undefined {
  if (part.kind !== 'call') return undefined;
  const signed = (score: string): string => (weight < 0 ? `(- ${score})` : score); // a negative weight turns a ranking around
  if (part.name.toUpperCase() === 'VECTORDISTANCE')
    return { score: signed(`_VectorScore(${part.args.map(printExpression).join(', ')})`), weight, text: undefined };
  const [text, ...given] = part.args;
  const values = given.map((one) => constantOf(one, parameters));
  if (text === undefined || values.includes(undefined)) return undefined;
  const path = printExpression(text);
  const phrases = (values.flat() as readonly Json[])
    .filter((value) => phraseOf(value) !== undefined)
    .map((value) => JSON.stringify(value));
  const score = `_FullTextScore(${path}, [${phrases.join(', ')}], ${documents}, ${words(nth)}, ${hits(nth)})`;
  return { score: signed(score), weight, text: { path, phrases } };
}

/** The value of an expression that is the same for every item, or `undefined`. */
function constantOf(expression: Expression | undefined, parameters: ReadonlyMap<string, Value>): Value {
  if (expression === undefined || !isConstant(expression)) return undefined;
  return compileExpression(expression, { aliases: [], parameters, compileSubquery: () => () => [] })([]);
}

/** Whether an expression consists of literals and parameters alone. */
function isConstant(part: unknown): boolean {
  if (typeof part !== 'object' || part === null) return true;
  if ('kind' in part && ['alias', 'call', 'exists', 'collect', 'scalar', 'last'].includes(String(part.kind)))
    return false;
  return Object.values(part).every(isConstant);
}
