import type { NamedStream } from '../../domain/modelling/ids.ts';
import { z } from 'zod';
import { cloudEvent, type CloudEvent } from '../messages/cloud-event.ts';
import { fnv1a } from '../../domain/modelling/fnv1a.ts';
import { Undeliverable } from '../undeliverable.ts';
import { longestFirstPauseMs, pauseBeforeRedelivery } from './back-off.ts';
import { changeStream } from './change-stream.ts';
import type { DeliveredMessage } from './consumer.ts';
import { momentOf, type Working } from './consuming.ts';
import { keptBody } from './kept-body.ts';
import type { KnownWaits } from './known-waits.ts';
import { logWait, tryStream } from './try-stream.ts';
import {
  beginWaiting,
  failed,
  joined,
  quarantined,
  type WaitingMessage,
  type WaitingStream,
} from './waiting-stream.ts';

/** A consumer that knows whether anything waits. */
export interface Taking extends Working {
  readonly known: KnownWaits;
}

/** What was delivered more often may have ended the process each time: it is kept before it is tried again. */
const deliveriesBeforeKept = 3;

/** A wait that is younger, in milliseconds, may be unknown to other processes. Clocks may differ by most of this. */
const youngMs = 30_000;

/**
 * Takes a message from the broker: its effect is there, or it is kept in the consumer's own store, behind what waits of its
 * stream. Gives the outcome for the log. Throws only when neither was possible, after a pause, so that the deliveries of the
 * broker last for hours.
 */
export const takeMessage =
  (taking: Taking) =>
  async (delivered: DeliveredMessage): Promise<string> => {
    try {
      return await take(taking, delivered);
    } catch (error) {
      await taking.pauseFor(pauseBeforeRedelivery(delivered.deliveries, taking.random()));
      throw error;
    }
  };

const take = async (taking: Taking, delivered: DeliveredMessage): Promise<string> => {
  const parsed = cloudEvent.safeParse(delivered.body);
  if (!parsed.success) return quarantineAlone(taking, delivered, z.prettifyError(parsed.error));
  const event = parsed.data;
  const message = waitingMessage(taking, event, delivered.body);
  if ((await taking.known.any()) && (await joinsWait(taking, event.streamid, message)))
    return waitTogether(taking, event.streamid);
  if (delivered.deliveries > deliveriesBeforeKept) {
    await keep(taking, event.streamid, message, (stream) => stream);
    return waitTogether(taking, event.streamid);
  }
  return takeFirst(taking, event, message);
};

const takeFirst = async (taking: Taking, event: CloudEvent, message: WaitingMessage): Promise<string> => {
  try {
    return await taking.consumer.handle(event);
  } catch (error) {
    const moment = momentOf(taking);
    await keep(taking, event.streamid, message, (stream) =>
      error instanceof Undeliverable ? quarantined(stream, error.message) : failed(stream, error, moment),
    ).catch((cause: unknown) => {
      throw new Error(`The message was neither taken (${String(error)}) nor kept (${String(cause)}).`, { cause });
    });
    return waitTogether(taking, event.streamid);
  }
};

const waitingMessage = ({ clock }: Taking, event: CloudEvent, body: unknown): WaitingMessage => ({
  id: event.id,
  position: event.streamversion,
  since: clock(),
  ...keptBody(body),
});

/** Puts the message behind what waits of its stream, if anything does. */
const joinsWait = async ({ waiting }: Taking, streamId: NamedStream, message: WaitingMessage): Promise<boolean> =>
  (await changeStream(waiting, streamId, (stream) => stream && joined(stream, message))) !== undefined;

/** Keeps a message with what its handling came to; behind others, where its stream waits by now. */
const keep = async (
  taking: Taking,
  streamId: NamedStream,
  message: WaitingMessage,
  because: (stream: WaitingStream) => WaitingStream,
): Promise<void> => {
  const kept = await changeStream(taking.waiting, streamId, (stream) =>
    stream === undefined ? because(beginWaiting(streamId, message)) : joined(stream, message),
  );
  taking.known.begun();
  logWait(taking, kept);
};

/**
 * Holds the session until every process can know that the stream waits, then tries it for the first time: most failures are
 * over by then. From here on the message is safe, so what fails now is left to the timer.
 */
const waitTogether = async (taking: Taking, streamId: NamedStream): Promise<string> => {
  const found = await taking.waiting.find(streamId).catch(() => undefined);
  if (found === undefined || isYoung(found.stream, taking.clock())) await taking.pauseFor(longestFirstPauseMs);
  await tryStream(taking, streamId).catch(() => undefined);
  const left = await taking.waiting.find(streamId).catch(() => found);
  return left?.stream.state ?? 'taken after a pause';
};

const isYoung = ({ messages }: WaitingStream, now: string): boolean =>
  Date.parse(now) - Date.parse(oldestOf(messages)) < youngMs;

const oldestOf = (messages: readonly WaitingMessage[]): string =>
  messages.map(({ since }) => since).reduce((one, other) => (one < other ? one : other), messages[0]?.since ?? '');

/** What cannot be read belongs to no stream, so nothing waits behind it but another one that says it has the same id. */
const quarantineAlone = async (taking: Taking, { id, body }: DeliveredMessage, reason: string): Promise<string> => {
  const message = { id, position: 0, since: taking.clock(), ...keptBody(body) };
  const streamId = `${unreadablePrefix}${id}`;
  const kept = await changeStream(taking.waiting, streamId, (stream) =>
    stream === undefined ? quarantined(beginWaiting(streamId, message), reason) : withAnother(stream, message),
  );
  logWait(taking, kept);
  return 'quarantined';
};

/** The host takes an id from the body when that names one, so another message may have it, too. The same one comes again as it was. */
const withAnother = (stream: WaitingStream, message: WaitingMessage): WaitingStream => {
  const text = JSON.stringify(message.body);
  if (stream.messages.some(({ body }) => JSON.stringify(body) === text)) return stream;
  return joined(stream, { ...message, id: `${message.id}~${fnv1a(text)}` });
};

/** No stream's id begins like this. */
const unreadablePrefix = 'unreadable:';
