import { CallersUnavailable, CallerUnknown } from '../../application/callers/caller.ts';
import { UnreadableCommit } from '../../application/streams/event-codec.ts';
import { CommitTooLarge, StoreUnavailable, UnusableStreamId } from '../../application/streams/event-store.ts';
import { UnknownContinuation } from '../../application/views/read-model.ts';
import { DamagedStream } from '../../application/streams/stream-head.ts';
import { RequestRefused, type Problem } from './problem.ts';

/** The one place that turns what was thrown into what the caller is told. What is unexpected tells nothing internal. */
export const problemOfFailure = (error: unknown): Problem => {
  if (error instanceof RequestRefused) return error.problem;
  if (error instanceof StoreUnavailable) return storeUnavailable(error);
  if (error instanceof CallerUnknown) return notAuthenticated(error);
  if (error instanceof CallersUnavailable) return callersUnavailable;
  if (error instanceof CommitTooLarge)
    return {
      status: 413,
      name: 'commit-too-large',
      title: 'The command causes more events than one commit can hold',
      detail: error.message,
    };
  if (error instanceof UnusableStreamId)
    return { status: 400, name: 'unusable-id', title: 'Nothing can be kept under this id', detail: error.message };
  if (error instanceof UnknownContinuation)
    return {
      status: 400,
      name: 'unknown-continuation',
      title: 'The continuation is none that was given out here',
      detail: 'Start again without a continuation.',
    };
  if (error instanceof DamagedStream) return unusableHistory('damaged-stream', error);
  if (error instanceof UnreadableCommit) return unusableHistory('unreadable-commit', error);
  return {
    status: 500,
    name: 'internal-error',
    title: 'Something went wrong here',
    detail: 'It has been logged under the correlation id.',
  };
};

/** Whether the failure is ours to look into: everything but a request that was refused or asked too much. */
export const isOurs = (problem: Problem): boolean => problem.status >= 500;

const storeUnavailable = ({ retryAfterSeconds }: StoreUnavailable): Problem => ({
  status: 503,
  name: 'store-unavailable',
  title: 'The store cannot be reached or is overloaded',
  detail: 'Try again later with the same Idempotency-Key: what was done already is not done twice.',
  retryAfterSeconds: Math.max(1, Math.ceil(retryAfterSeconds)),
});

/** A caller without any proof is told what to bring, and one with a bad one what is wrong with it (RFC 6750, section 3). */
const notAuthenticated = ({ message, hasProof }: CallerUnknown): Problem => ({
  status: 401,
  name: 'not-authenticated',
  title: 'It is not known who is calling',
  detail: hasProof ? `The token is not accepted: ${message}.` : 'Send a token along: Authorization: Bearer TOKEN.',
  challenge: hasProof ? `Bearer error="invalid_token", error_description="${quotable(message)}"` : 'Bearer',
});

/** The characters that an error_description may hold (RFC 6750, section 3). */
const quotable = (text: string): string => text.replaceAll(/[^\x20\x21\x23-\x5b\x5d-\x7e]/g, "'");

const callersUnavailable: Problem = {
  status: 503,
  name: 'callers-unavailable',
  title: 'Who is calling cannot be verified now',
  detail: 'Whoever vouches for callers does not answer. Nothing was looked at or changed; try again later.',
  retryAfterSeconds: 1,
};

/** The operator needs the stream's name, and no one can do harm with it: names are made of ids the callers chose. */
const unusableHistory = (name: string, { message }: Error): Problem => ({
  status: 500,
  name,
  title: 'The history of this entity cannot be used',
  detail: message,
});
