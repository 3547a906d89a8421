import { createHash } from 'node:crypto';
import { isRewrittenOrder, type Position, type Resume, type Value } from '../sql/index.ts';
import { badRequest } from './failure.ts';
import type { QueryRequest } from './prepare-request.ts';

// A token is a header on both ways; Node refuses requests whose headers have more than 16 KB in all.
const longestToken = 8 * 1024;

/** The hashes of the keys that a page was asked of. */
export interface HashRange {
  readonly min: string;
  readonly max: string;
}

interface Token {
  readonly version: 1;
  readonly query: string;
  /** Each ORDER BY value in an array of its own, which is empty for undefined. */
  readonly order: readonly (readonly Value[])[];
  readonly no: number;
  readonly part: number;
  readonly taken: number;
}

/**
 * Writes where a page ended, in JSON as the service does: `{"token", "range"}`. The token fits this query only, and stays
 * good when items come, change and go.
 */
export function writeContinuation({ after, taken }: Resume, query: QueryRequest, range: HashRange): string {
  const { order, no, part } = after;
  const wrapped = order.map((value) => (value === undefined ? [] : [value]));
  const token: Token = { version: 1, query: fingerprint(query), order: wrapped, no, part, taken };
  const text = JSON.stringify({ token: Buffer.from(JSON.stringify(token)).toString('base64url'), range });
  if (text.length > longestToken)
    throw badRequest('The ORDER BY values are too long to continue this query on another page.');
  return text;
}

/** Reads a token back. Throws 400 when it is broken or belongs to another query. */
export function readContinuation(text: string | undefined, query: QueryRequest): Resume | undefined {
  if (text === undefined || text === '') return undefined;
  const token = parse(text);
  if (token?.version !== 1 || token.query !== fingerprint(query)) throw badRequest('Invalid Continuation Token');
  const after: Position = { order: token.order.map(([value]) => value), no: token.no, part: token.part };
  return { after, taken: token.taken };
}

function parse(text: string): Token | undefined {
  try {
    const { token } = JSON.parse(text) as { readonly token: string };
    return JSON.parse(Buffer.from(token, 'base64url').toString('utf8')) as Token;
  } catch {
    return undefined;
  }
}

/**
 * What tells queries apart. A client that merges ORDER BY itself puts another condition into the rewritten query when it
 * goes on, and still sends the token of the range: there, the condition does not count.
 */
function fingerprint({ text, parameters, prepared: { query } }: QueryRequest): string {
  const asked = isRewrittenOrder(query)
    ? JSON.stringify({ ...query, where: undefined }, (name, value: unknown) => (name === 'at' ? undefined : value))
    : text;
  return createHash('sha256')
    .update(JSON.stringify([asked, [...parameters]]))
    .digest('base64url')
    .slice(0, 16);
}
