import type { Problem } from './problem.ts';

/**
 * Every problem that the edge itself answers with, whatever the business. Clients identify problems by name: never rename one.
 * The rejections of an aggregate and the missing entities of queries are declared beside their routes.
 */
export const catalogue = {
  'malformed-request': { status: 400, title: 'The request is not valid' },
  'malformed-json': { status: 400, title: 'The body is not valid JSON' },
  'unusable-id': { status: 400, title: 'The id cannot be used' },
  'unknown-continuation': { status: 400, title: 'The continuation does not belong to this list' },
  'not-authenticated': { status: 401, title: 'The caller is not authenticated' },
  'not-permitted': { status: 403, title: 'The caller has none of the roles that this needs' },
  'not-own': { status: 403, title: 'A caller with this role can create only entities of its own' },
  'contract-not-found': { status: 404, title: 'There is no such contract' },
  'no-such-file': { status: 404, title: 'There is no such file' },
  'too-many-writers': { status: 503, title: 'Too many concurrent writes to this stream' },
  'action-tried-before': { status: 409, title: 'The action of this Idempotency-Key was tried before' },
  'stale-version': { status: 412, title: 'The entity is not at the version in If-Match' },
  'body-too-large': { status: 413, title: 'The body is too large' },
  'commit-too-large': { status: 413, title: 'The command causes more events than one commit can hold' },
  'unsupported-media-type': { status: 415, title: 'The media type or encoding of the body is not supported' },
  'idempotency-key-reused': { status: 422, title: 'The Idempotency-Key was used for another request' },
  'version-does-not-exist': { status: 422, title: 'The entity has no such version' },
  'too-many-streams': { status: 422, title: 'So many streams cannot be read again as of a moment' },
  'internal-error': { status: 500, title: 'An unexpected error occurred' },
  'damaged-stream': { status: 500, title: 'The history of this entity cannot be read' },
  'unreadable-commit': { status: 500, title: 'The history of this entity cannot be read' },
  'store-unavailable': { status: 503, title: 'The store cannot be reached or is overloaded' },
  'broker-unavailable': { status: 503, title: 'The message broker is unavailable' },
  'archive-unavailable': { status: 503, title: 'The archive is unavailable' },
  'callers-unavailable': { status: 503, title: 'The caller cannot be verified now' },
  'view-is-late': { status: 503, title: 'The view has not reached that version yet' },
  unhealthy: { status: 503, title: 'The system cannot accept commands now' },
} as const;

/** The name of a problem in the {@link catalogue}. */
export type ProblemName = keyof typeof catalogue;

/** A problem of the catalogue, with what is specific to this occurrence. */
export const problem = (name: ProblemName, specific: Omit<Problem, 'status' | 'name' | 'title'> = {}): Problem => ({
  name,
  ...catalogue[name],
  ...specific,
});
