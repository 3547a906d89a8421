import type { NamedStream } from '../../domain/modelling/ids.ts';
import { z } from 'zod';
import { pauseAfter } from './back-off.ts';

/** A message that was taken from the broker and waits for its turn. */
const waitingMessage = z
  .object({
    id: z.string().min(1),
    /** Its place in the stream: the version of the event that it tells of. */
    position: z.int().min(0),
    since: z.iso.datetime(),
    body: z.unknown(),
    /** The body is its JSON: as a value it is nested too deep for a document. */
    isText: z.literal(true).exactOptional(),
  })
  .readonly();

/** A message that was taken from the broker and waits for its turn. */
export type WaitingMessage = z.infer<typeof waitingMessage>;

/** The messages of one stream that a consumer could not take yet, the one that fails first. Part of the storage format. */
export const waitingStream = z
  .object({
    streamId: z.string().min(1),
    /** 'waiting': the first message is tried again at `nextTryAt`. 'quarantined': only when an operator says so. */
    state: z.enum(['waiting', 'quarantined']),
    /** Since when the first message waits. */
    waitingSince: z.iso.datetime(),
    messages: z.array(waitingMessage).min(1).readonly(),
    /** How often the first message was tried since it waits. A try is counted before it begins. */
    tries: z.int().min(0),
    /** How many of the last tries nobody saw end: the store was gone by then, or such a message ends the process that takes it. */
    unended: z.int().min(0),
    nextTryAt: z.iso.datetime(),
    /** What the first message failed on last, or why it is in quarantine. */
    lastError: z.string().nullable(),
  })
  .readonly();

/** The messages of one stream that a consumer could not take yet. */
export type WaitingStream = z.infer<typeof waitingStream>;

/** When something happens, and how chance falls. */
export interface Moment {
  readonly now: string;
  readonly random: number;
}

/** Who tries has at least so long, in milliseconds, before another one may: longer than a try takes, unless its process has ended. */
const leastClaimMs = 3 * 60_000;

/** As much of an error as a person reads. */
const longestError = 1_000;

const later = (now: string, milliseconds: number): string => new Date(Date.parse(now) + milliseconds).toISOString();

const textOf = (error: unknown): string => String(error).slice(0, longestError);

/** A stream begins to wait with a message that has not been tried; it is due now. */
export const beginWaiting = (streamId: NamedStream, message: WaitingMessage): WaitingStream =>
  withMessages({ streamId, ...untried(message.since) }, [message], message);

const untried = (now: string) => ({ state: 'waiting', tries: 0, unended: 0, nextTryAt: now, lastError: null }) as const;

const withMessages = (
  stream: Omit<WaitingStream, 'messages' | 'waitingSince'>,
  messages: readonly WaitingMessage[],
  first: WaitingMessage,
): WaitingStream => ({ ...stream, waitingSince: first.since, messages });

/** The stream with one message more, in its place. One that waits already changes nothing; one before all others is due now. */
export const joined = (stream: WaitingStream, message: WaitingMessage): WaitingStream => {
  if (stream.messages.some(({ id }) => id === message.id)) return stream;
  const messages = [...stream.messages, message].toSorted((one, other) => one.position - other.position);
  return messages[0] === message
    ? withMessages({ ...stream, ...untried(message.since) }, messages, message)
    : { ...stream, messages };
};

/** Somebody begins to try the first message. Counted now, so that one that ends its process is tried less and less often, too. */
export const claimed = (stream: WaitingStream, { now, random }: Moment): WaitingStream => ({
  ...stream,
  tries: stream.tries + 1,
  unended: stream.unended + 1,
  nextTryAt: later(now, Math.max(leastClaimMs, pauseAfter(stream.tries + 1, random))),
});

/** The try of the first message has failed: the next one comes after a pause. */
export const failed = (stream: WaitingStream, error: unknown, { now, random }: Moment): WaitingStream => {
  const tries = Math.max(1, stream.tries);
  const nextTryAt = later(now, pauseAfter(tries, random));
  return { ...stream, tries, unended: 0, nextTryAt, lastError: textOf(error) };
};

/** The first message can never be taken. What comes later in the stream waits behind it. */
export const quarantined = (stream: WaitingStream, reason: string): WaitingStream => ({
  ...stream,
  state: 'quarantined',
  unended: 0,
  lastError: reason.slice(0, longestError),
});

/** An operator has it tried again from now on, as if it were the first time. */
export const retried = (stream: WaitingStream, now: string): WaitingStream => ({
  ...stream,
  ...untried(now),
  lastError: stream.lastError,
});

/** The stream without a message that was taken; the next one is due now. Undefined when none is left. */
export const without = (stream: WaitingStream, id: string, now: string): WaitingStream | undefined => {
  const messages = stream.messages.filter((message) => message.id !== id);
  const [first] = messages;
  if (first === undefined) return undefined;
  return first === stream.messages[0]
    ? { ...stream, messages }
    : withMessages({ ...stream, ...untried(now) }, messages, first);
};
