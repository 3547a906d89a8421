import { z } from 'zod';
import type { CommandOutcome } from '../../application/commands/command-outcome.ts';
import { etagOf } from './header-values.ts';
import type { Answer } from './http-route.ts';
import { problemOfRejection, type ProblemTable } from './problem-table.ts';

/** What a command that was accepted answers: the stream, its version now, and what happened. */
export const acceptedCommand = z.object({
  streamId: z.string(),
  version: z.int().min(0),
  events: z.array(z.object({ type: z.string(), version: z.int().min(1) })),
});

/** How a command's outcome is told over HTTP: 201 when it began the stream, else 200; 409, 412, or the rejection's problem. */
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
    case 'conflict':
      return { problem: lostTooOften };
    case 'id-reused':
      return { problem: keyReused };
  }
};

const stale = (currentVersion: number) => ({
  status: 412,
  name: 'stale-version',
  title: 'This is not at the version in If-Match',
  detail:
    currentVersion === 0
      ? 'It does not exist.'
      : `It is at version ${currentVersion}. Look at what has changed, then decide again.`,
  members: { currentVersion },
});

const keyReused = {
  status: 422,
  name: 'idempotency-key-reused',
  title: 'The Idempotency-Key stands for another request',
  detail: 'Nothing was changed. A key belongs to one request; a different one needs a key of its own.',
};

const lostTooOften = {
  status: 409,
  name: 'too-many-writers',
  title: 'Others were faster every time',
  detail: 'Nothing was changed. Try again with the same Idempotency-Key.',
  retryAfterSeconds: 1,
};
