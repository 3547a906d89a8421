import { badRequest } from './failure.ts';
import type { CosmosRequest } from './operation.ts';

/**
 * The last transaction that a reader of the change feed knows: `*` means all there are now, nothing means none. A position
 * wins over a starting time. Throws 400.
 */
export function startingPoint(request: CosmosRequest, last: number): number {
  const token = request.header('if-none-match');
  if (token === undefined) return 0;
  if (token === '*') return last;
  const position = /^"?(\d+)"?$/.exec(token)?.[1];
  if (position === undefined) throw badRequest(`Invalid change feed continuation ${token}.`);
  return Number(position);
}

/** The Unix time in seconds that a reader starts from; 0 when it has a position already. Throws 400. */
export function startingTime(request: CosmosRequest): number {
  const since = request.header('if-modified-since');
  if (since === undefined || request.header('if-none-match') !== undefined) return 0;
  const milliseconds = Date.parse(since);
  if (Number.isNaN(milliseconds)) throw badRequest(`The header If-Modified-Since ${since} is not a date.`);
  return Math.floor(milliseconds / 1000);
}
