import { z } from 'zod';
import type { CommandOutcome } from '../../application/commands/command-outcome.ts';
import { etagOf } from './entity-tag.ts';
import type { Answer } from './http-route.ts';
import { problem } from './problems/catalogue.ts';
import { problemOfRejection, type ProblemTable } from './problems/rejections.ts';

/** The answer to an accepted command: the stream, its version now, and the new events. */
export const acceptedCommand = z.object({
  streamId: z.string(),
  version: z
    .int()
    .min(0)
    .meta({ examples: [1] }),
  events: z.array(
    z.object({
      type: z.string(),
      version: z
        .int()
        .min(1)
        .meta({ examples: [1] }),
    }),
  ),
});

/** Answers a command's outcome: 201 when it began the stream, else 200; 403, 409, 412, 422, 503, or the rejection's problem. */
export const answerToCommand = <Rejection extends { readonly type: string }>(
  outcome: CommandOutcome<Rejection>,
  problems: ProblemTable<Rejection>,
  location: string,
): Answer => {
  switch (outcome.outcome) {
    case 'accepted': {
      const { streamId, version, events } = outcome;
      return {
        status: events[0]?.version === 1 ? 201 : 200,
        headers: { etag: etagOf(version), location },
        jsonBody: { streamId, version, events },
      };
    }
    case 'rejected':
      return { problem: problemOfRejection(problems, outcome.rejection) };
    case 'stale':
      return { problem: stale(outcome.version) };
    case 'busy':
      return { problem: tooManyWriters };
    case 'id-reused':
      return { problem: keyReused };
    case 'not-own':
      return { problem: notOwn };
  }
};

const stale = (currentVersion: number) =>
  problem('stale-version', {
    detail:
      currentVersion === 0 ? 'It does not exist.' : `It is at version ${currentVersion}. Read it again, then decide.`,
    members: { currentVersion },
  });

const keyReused = problem('idempotency-key-reused', {
  detail: 'Nothing was changed. Use a new key for a different request.',
});

const notOwn = problem('not-own', {
  detail: 'The entity would belong to another owner, or another owner has one under this id. Nothing was changed.',
  challenge: 'Bearer error="insufficient_scope"',
});

const tooManyWriters = problem('too-many-writers', {
  detail: 'It was not decided, and nothing was changed. Retry with the same Idempotency-Key.',
  retryAfterSeconds: 1,
});
