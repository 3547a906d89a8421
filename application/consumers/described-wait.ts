import { z } from 'zod';
import { waitingStream, type WaitingStream } from './waiting-stream.ts';

/** A stream that waits, as operators see it: its first message whole, and the ids of those behind it. */
export const describedWait = z.object({
  ...waitingStream.unwrap().omit({ messages: true }).shape,
  messageId: z.string(),
  message: z.unknown(),
  behind: z.array(z.string()).readonly(),
});

/** See {@link describedWait}. */
export const describeWait = ({ messages, ...stream }: WaitingStream): z.infer<typeof describedWait> => {
  const [first, ...behind] = messages;
  return { ...stream, messageId: first?.id ?? '', message: first?.body, behind: behind.map(({ id }) => id) };
};
