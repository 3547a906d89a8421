import { ArchiveUnavailable } from '../../../application/archive/archive.ts';
import { CallersUnavailable, CallerUnknown } from '../../../application/callers/caller.ts';
import { BrokerUnavailable } from '../../../application/messages/message-bus.ts';
import { UnreadableCommit } from '../../../application/streams/event-codec.ts';
import { CommitTooLarge, StoreUnavailable, UnusableStreamId } from '../../../application/streams/event-store.ts';
import { UnknownContinuation } from '../../../application/paging.ts';
import { DamagedStream } from '../../../application/streams/stream-head.ts';
import { problem } from './catalogue.ts';
import { RequestRefused, type Problem } from './problem.ts';

/** Maps every thrown error to the problem of the answer. The answer to an unexpected error contains nothing internal. */
export const problemOfError = (error: unknown): Problem => {
  if (error instanceof RequestRefused) return error.problem;
  const unavailable = unavailableService(error);
  if (unavailable !== undefined) return unavailable;
  if (error instanceof CallerUnknown) return notAuthenticated(error);
  if (error instanceof CommitTooLarge) return problem('commit-too-large', { detail: error.message });
  if (error instanceof UnusableStreamId) return problem('unusable-id', { detail: error.message });
  if (error instanceof UnknownContinuation)
    return problem('unknown-continuation', { detail: 'Start again without a continuation.' });
  // The operator needs the stream's name. It gives nothing away: callers choose the ids that names are made of.
  if (error instanceof DamagedStream) return problem('damaged-stream', { detail: error.message });
  if (error instanceof UnreadableCommit) return problem('unreadable-commit', { detail: error.message });
  return problem('internal-error', { detail: 'It has been logged under the correlation id.' });
};

/** Whether an operator should look into it: every problem but a refused request. */
export const isServerError = (found: Problem): boolean => found.status >= 500;

const unavailableService = (error: unknown): Problem | undefined => {
  if (error instanceof StoreUnavailable) return storeUnavailable(error);
  if (error instanceof BrokerUnavailable) return brokerUnavailable;
  if (error instanceof ArchiveUnavailable) return archiveUnavailable;
  return error instanceof CallersUnavailable ? callersUnavailable : undefined;
};

const storeUnavailable = ({ retryAfterSeconds }: StoreUnavailable): Problem =>
  problem('store-unavailable', {
    detail: 'Retry later with the same Idempotency-Key: a command that was carried out is not carried out twice.',
    retryAfterSeconds: Math.max(1, Math.ceil(retryAfterSeconds)),
  });

/** Names what is wrong with the token, or asks for one (RFC 6750, section 3). */
const notAuthenticated = ({ message, hasProof }: CallerUnknown): Problem =>
  problem('not-authenticated', {
    detail: hasProof ? `The token is not accepted: ${message}.` : 'Send a token: Authorization: Bearer TOKEN.',
    challenge: hasProof ? `Bearer error="invalid_token", error_description="${quotable(message)}"` : 'Bearer',
  });

/** The characters that an error_description may hold (RFC 6750, section 3). */
const quotable = (text: string): string => text.replaceAll(/[^\x20\x21\x23-\x5b\x5d-\x7e]/g, "'");

const callersUnavailable = problem('callers-unavailable', {
  detail: 'The identity provider does not answer. Nothing was read or changed; retry later.',
  retryAfterSeconds: 1,
});

const brokerUnavailable = problem('broker-unavailable', {
  detail: 'Retry later: the broker drops the messages that it has already.',
  retryAfterSeconds: 1,
});

const archiveUnavailable = problem('archive-unavailable', {
  detail: 'Retry later: no commit is archived twice.',
  retryAfterSeconds: 1,
});
