import type { ProblemName } from '../problems/catalogue.ts';
import { problemKind, type Operation, type ProblemKind } from './operation.ts';

const ofEveryRoute: readonly ProblemName[] = ['malformed-request', 'internal-error'];

const ofAuthorizedRoutes: readonly ProblemName[] = [
  'not-authenticated',
  'not-permitted',
  'callers-unavailable',
  'store-unavailable',
  'damaged-stream',
  'unreadable-commit',
];

const ofRoutesWithBody: readonly ProblemName[] = [
  'malformed-json',
  'body-too-large',
  'unusable-id',
  'commit-too-large',
  'unsupported-media-type',
  'not-own',
  'too-many-writers',
  'stale-version',
  'idempotency-key-reused',
];

/** Every problem that a route may answer with: its own, and those of every route of its kind. */
export const problemsOf = ({ roles, body, problems }: Operation): readonly ProblemKind[] =>
  [
    ...ofEveryRoute,
    ...(roles === undefined ? [] : ofAuthorizedRoutes),
    ...(body === undefined ? [] : ofRoutesWithBody),
    ...problems,
  ].map(problemKind);
