import type { NamedStream } from '../../domain/modelling/ids.ts';
import { z } from 'zod';
import { cloudEvent, type CloudEvent } from '../messages/cloud-event.ts';
import { Undeliverable } from '../undeliverable.ts';
import { changeStream } from './change-stream.ts';
import { bodyOf } from './kept-body.ts';
import { momentOf, type Working } from './consuming.ts';
import { claimed, failed, quarantined, without, type WaitingMessage, type WaitingStream } from './waiting-stream.ts';

/**
 * Takes the messages of a stream that waits, in their order, until one fails or none is left; nothing when the stream is not due.
 * Gives how many were taken. A crash between any two steps leaves the stream due again, and a message that was taken is only
 * taken once more, which changes nothing.
 */
export const tryStream = async (working: Working, streamId: NamedStream): Promise<number> => {
  for (let taken = 0; ; taken += 1) {
    const message = await claim(working, streamId);
    if (message === undefined || !(await tryMessage(working, streamId, message))) return taken;
  }
};

/** The first message, once nobody else is about to try it: then it is this caller's for some minutes. */
const claim = async (working: Working, streamId: NamedStream): Promise<WaitingMessage | undefined> => {
  const found = await working.waiting.find(streamId);
  const moment = momentOf(working);
  if (found === undefined || !isDue(found.stream, moment.now)) return undefined;
  const outcome = await working.waiting.replace(claimed(found.stream, moment), found.revision);
  return outcome === 'done' ? found.stream.messages[0] : claim(working, streamId);
};

const isDue = ({ state, nextTryAt }: WaitingStream, now: string): boolean =>
  state === 'waiting' && Date.parse(nextTryAt) <= Date.parse(now);

const tryMessage = async (working: Working, streamId: NamedStream, message: WaitingMessage): Promise<boolean> => {
  try {
    await working.consumer.handle(readable(bodyOf(message)));
  } catch (error) {
    await noteFailed(working, streamId, message.id, error);
    return false;
  }
  await changeStream(working.waiting, streamId, (stream) => stream && without(stream, message.id, working.clock()));
  return true;
};

const readable = (body: unknown): CloudEvent => {
  const parsed = cloudEvent.safeParse(body);
  if (!parsed.success) throw new Undeliverable(z.prettifyError(parsed.error));
  return parsed.data;
};

const noteFailed = async (working: Working, streamId: NamedStream, id: string, error: unknown): Promise<void> => {
  const moment = momentOf(working);
  const next = await changeStream(working.waiting, streamId, (stream) => {
    if (stream?.messages[0]?.id !== id) return stream;
    return error instanceof Undeliverable ? quarantined(stream, error.message) : failed(stream, error, moment);
  });
  logWait(working, next);
};

/** Tells operators what a stream waits for. */
export const logWait = ({ tracing, consumer }: Working, stream: WaitingStream | undefined): void => {
  if (stream === undefined) return;
  const { streamId, state, tries, unended, nextTryAt, lastError, messages } = stream;
  tracing?.log({
    event: 'waiting-message',
    consumer: consumer.name,
    streamId,
    messageId: messages[0]?.id ?? '',
    state,
    tries,
    unended,
    nextTryAt,
    error: lastError ?? '',
  });
};
