import type { Operation, ProblemKind } from './operation.ts';

const everywhere: readonly ProblemKind[] = [
  { status: 400, name: 'malformed-request' },
  { status: 500, name: 'internal-error' },
];

const behindTheGate: readonly ProblemKind[] = [
  { status: 401, name: 'not-authenticated' },
  { status: 403, name: 'not-permitted' },
  { status: 503, name: 'callers-unavailable' },
  { status: 503, name: 'store-unavailable' },
  { status: 500, name: 'damaged-stream' },
  { status: 500, name: 'unreadable-commit' },
];

const withBody: readonly ProblemKind[] = [
  { status: 400, name: 'malformed-json' },
  { status: 413, name: 'body-too-large' },
  { status: 400, name: 'unusable-id' },
  { status: 413, name: 'commit-too-large' },
  { status: 415, name: 'unsupported-media-type' },
  { status: 409, name: 'too-many-writers' },
  { status: 412, name: 'stale-version' },
  { status: 422, name: 'idempotency-key-reused' },
];

/** Every problem that a route may answer with: its own, and those that follow from what it is. */
export const problemsOf = ({ roles, body, problems }: Operation): readonly ProblemKind[] => [
  ...everywhere,
  ...(roles === undefined ? [] : behindTheGate),
  ...(body === undefined ? [] : withBody),
  ...problems,
];
