import type { CallerId, NamedStream } from '../../domain/modelling/ids.ts';
import { changeStream } from './change-stream.ts';
import type { Working } from './consuming.ts';
import { tryStream } from './try-stream.ts';
import { retried, without, type WaitingStream } from './waiting-stream.ts';

/** Who gives up on which message. Why is recorded by whoever asks. */
export interface Skipping {
  readonly messageId: string;
  readonly actor: CallerId;
}

/** What an operator may do about a stream that waits. Undefined when it does not. */
export interface WaitingOperations {
  /** Tries it now, as if it were the first time, also from quarantine. Gives what still waits; null when nothing does. */
  retry(streamId: NamedStream): Promise<WaitingStream | null | undefined>;
  /**
   * Gives up on its first message, which must be the one that is named, and tries what comes after it. Gives what still waits,
   * or 'another' when another message is the first.
   */
  skip(streamId: NamedStream, skipping: Skipping): Promise<WaitingStream | null | 'another' | undefined>;
}

/** The operations on one consumer's waiting streams. */
export const waitingOperations = (working: Working): WaitingOperations => {
  const { waiting, clock } = working;
  const tryNow = async (streamId: NamedStream): Promise<WaitingStream | null> => {
    await tryStream(working, streamId);
    return (await waiting.find(streamId))?.stream ?? null;
  };

  return {
    retry: async (streamId) => {
      const found = await changeStream(waiting, streamId, (stream) => stream && retried(stream, clock()));
      return found && tryNow(streamId);
    },

    skip: async (streamId, { messageId, actor }) => {
      const found = await waiting.find(streamId);
      if (found === undefined) return undefined;
      if (found.stream.messages[0]?.id !== messageId) return 'another';
      working.tracing?.log({
        event: 'skipped-message',
        consumer: working.consumer.name,
        streamId,
        messageId,
        actor,
      });
      await changeStream(waiting, streamId, (stream) => stream && without(stream, messageId, clock()));
      return tryNow(streamId);
    },
  };
};
