import type { NamedStream } from '../../domain/modelling/ids.ts';
import type { WaitingMessages } from './waiting-messages.ts';
import type { WaitingStream } from './waiting-stream.ts';

/** Each race needs somebody else who changes the same stream. */
const maximumRaces = 20;

/**
 * Changes what is stored of a stream, as it is found: undefined when it does not wait. `change` may be asked several times. A
 * stream that it gives back as it was is left alone, undefined ends the wait. Gives what is stored now.
 */
export const changeStream = async (
  waiting: WaitingMessages,
  streamId: NamedStream,
  change: (found: WaitingStream | undefined) => WaitingStream | undefined,
): Promise<WaitingStream | undefined> => {
  for (let race = 0; race < maximumRaces; race += 1) {
    const found = await waiting.find(streamId);
    const next = change(found?.stream);
    if (next === found?.stream) return next;
    if ((await store(waiting, streamId, next, found?.revision)) === 'done') return next;
  }
  throw new Error(`What waits of ${streamId} was changed ${maximumRaces} times meanwhile.`);
};

const store = async (
  waiting: WaitingMessages,
  streamId: NamedStream,
  next: WaitingStream | undefined,
  revision: string | undefined,
): Promise<'done' | 'changed'> => {
  if (revision === undefined) return next === undefined ? 'done' : waiting.add(next);
  return next === undefined ? waiting.remove(streamId, revision) : waiting.replace(next, revision);
};
