import type { IncomingMessage } from '../messages/index.ts';
import type { Payload } from '../storage/index.ts';

/** A message on its way into an entity. */
export interface Enqueueing {
  readonly payload: Payload;
  readonly messageId: string;
  readonly sessionId: string | null;
  /** Milliseconds; null for ever. */
  readonly timeToLive: number | null;
  /** The number that it had where it was first enqueued; null there. */
  readonly firstSequence: number | null;
  /** How often it has been forwarded. */
  readonly hops: number;
  /** The entity in which it died before it was forwarded from there. */
  readonly deadLetterSource: string | null;
}

/** A message that has its number in the entity where it is enqueued first. */
export type Numbered = Enqueueing & { readonly firstSequence: number };

/** What is stored of a message as it came in. */
export function enqueueingOf({ header, annotations, bare, ...facts }: IncomingMessage): Enqueueing {
  const { messageId, sessionId, timeToLive } = facts;
  const payload = { header, annotations, bare };
  return { payload, messageId, sessionId, timeToLive, firstSequence: null, hops: 0, deadLetterSource: null };
}
