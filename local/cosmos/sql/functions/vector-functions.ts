import { property, type Value } from '../value.ts';
import type { SqlFunction } from './sql-function.ts';

/** How far two vectors are apart, or how similar they are, by the function that the fourth argument names. */
export const vectorFunctions: Readonly<Record<string, SqlFunction>> = {
  VECTORDISTANCE: {
    arity: [2, 4],
    apply: (left, right, _isExact, options) => distanceOf(left, right, options),
  },
  // What plans of ORDER BY RANK are made of.
  _VECTORSCORE: { arity: [2, 4], apply: (left, right, _isExact, options) => closeness(left, right, options) },
};

const worst = -Number.MAX_VALUE;

/** How close two vectors are: the closer, the greater, whatever the measure. What has no fitting vector is the worst. */
export function closeness(left: Value, right: Value, options: Value): number {
  const value = distanceOf(left, right, options);
  if (value === undefined) return worst;
  return isDistance(options) ? -value : value;
}

type Vector = readonly number[];

function distanceOf(left: Value, right: Value, options: Value): number | undefined {
  if (!isVector(left) || !isVector(right) || left.length !== right.length) return undefined;
  const distance = measures.get(measureName(options))?.(left, right);
  return distance !== undefined && Number.isFinite(distance) ? distance : undefined;
}

const measures = new Map<string, (left: Vector, right: Vector) => number>([
  ['cosine', (left, right) => dotProduct(left, right) / Math.sqrt(dotProduct(left, left) * dotProduct(right, right))],
  ['dotproduct', dotProduct],
  ['euclidean', (left, right) => Math.hypot(...left.map((value, index) => value - (right[index] ?? 0)))],
]);

/** Whether less means more similar. The other measures are similarities, of which the greatest is the closest. */
export function isDistance(options: Value): boolean {
  return measureName(options) === 'euclidean';
}

function measureName(options: Value): string {
  const name = property(options, 'distanceFunction');
  return typeof name === 'string' ? name.toLowerCase() : 'cosine';
}

function dotProduct(left: Vector, right: Vector): number {
  return left.reduce((sum, value, index) => sum + value * (right[index] ?? 0), 0);
}

function isVector(value: Value): value is Vector {
  return Array.isArray(value) && value.length > 0 && value.every((component) => typeof component === 'number');
}
