import type { CloudEvent } from '../messages/cloud-event.ts';
import type { TakenMarks } from './take-once.ts';

/** What a consumer has done with a message: nulls where it has not taken it, which may still come. */
export interface TakenByConsumer {
  readonly consumer: string;
  readonly outcome: string | null;
  /** An ISO 8601 date and time in UTC. */
  readonly takenAt: string | null;
}

/** One for each consumer that hears the contract of the message. Throws as a store does. */
export type TakenBy = (event: CloudEvent) => Promise<readonly TakenByConsumer[]>;

/** Asks these consumers for their marks of a message: one point read for each that hears it, none for the others. */
export const takenByConsumers =
  (consumers: readonly TakenMarks[]): TakenBy =>
  (event) =>
    Promise.all(
      consumers
        .filter(({ contracts }) => contracts.includes(event.type))
        .map(async ({ name, takenOf }) => {
          const mark = await takenOf(event);
          return { consumer: name, outcome: mark?.outcome ?? null, takenAt: mark?.takenAt ?? null };
        }),
    );
