import type { Value } from '../sql/index.ts';

/** SQLite cannot hold half a surrogate pair, and ends a text at a null. */
export function isText(value: Value): boolean {
  return typeof value !== 'string' || (value.isWellFormed() && !value.includes('\u0000'));
}
