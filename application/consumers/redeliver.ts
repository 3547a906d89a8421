import { z } from 'zod';
import type { StreamId } from '../../domain/modelling/ids.ts';
import type { OutgoingMessage } from '../messages/message-bus.ts';
import type { PublishedPart } from '../messages/published-from.ts';
import type { DeadLetters } from './dead-letters.ts';
import type { RunningConsumer } from './run-consumer.ts';

/** What is handed to a consumer again: a stream, from a version on. */
export interface Redelivered {
  readonly streamId: StreamId;
  readonly from: number;
}

/** What a redelivery has come to. Recorded: names nobody. */
export const redelivery = z.object({
  /** How many messages were handed over. */
  handed: z.int(),
  /** How many of them came to what. */
  outcomes: z.record(z.string(), z.int()),
  /** How many dead letters of the consumer were completed, because it has the message now. */
  deadLetters: z.int(),
  /** The version to go on from: behind a message that waits, or at the next part of a long stream. Null when all was handed over. */
  next: z.int().nullable(),
});

/** See {@link redelivery}. */
export type Redelivery = z.infer<typeof redelivery>;

/** What a redelivery works with. */
export interface Redelivering {
  readonly publishedFrom: (streamId: StreamId, from: number) => Promise<PublishedPart | undefined>;
  readonly deadLetters: DeadLetters;
}

/**
 * Hands what a stream was published as to one consumer again, one message after the other, and completes its dead letters of those
 * messages. It takes what it has missed, and each event once. Nothing is sent, so other consumers do not notice. A message that the
 * consumer cannot take is kept by it as any other, and ends the redelivery. May be repeated. Undefined where there is no such stream.
 */
export const redeliver =
  ({ publishedFrom, deadLetters }: Redelivering) =>
  async (
    consumer: Pick<RunningConsumer, 'name' | 'take' | 'find'>,
    { streamId, from }: Redelivered,
  ): Promise<Redelivery | undefined> => {
    const part = await publishedFrom(streamId, from);
    if (part === undefined) return undefined;
    const handed: { readonly message: OutgoingMessage; readonly outcome: string }[] = [];
    let waits = false;
    for (const message of part.messages) {
      const { messageId: id, body } = message;
      handed.push({ message, outcome: await consumer.take({ body, id, deliveries: 1 }) });
      waits = (await consumer.find(streamId)) !== undefined;
      if (waits) break;
    }
    const ids = new Set(handed.map(({ message }) => message.messageId));
    return {
      handed: handed.length,
      outcomes: countOf(handed.map(({ outcome }) => outcome)),
      deadLetters: await deadLetters.complete(consumer.name, (messageId) => ids.has(messageId)),
      next: waits ? (handed.at(-1)?.message.body.streamversion ?? from) + 1 : part.next,
    };
  };

const countOf = (outcomes: readonly string[]): Readonly<Record<string, number>> =>
  Object.fromEntries(
    [...Map.groupBy(outcomes, (outcome) => outcome)].map(([outcome, { length }]) => [outcome, length]),
  );
