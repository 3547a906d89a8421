import type { StoredEvent } from '../streams/commit.ts';

/** For each category, the type of the event that erases the stream's subject. */
export type Erasures = ReadonlyMap<string, string>;

/** The part of a commit that {@link isErasure} reads. */
interface RecordedEvents {
  readonly category: string;
  readonly events: readonly StoredEvent[];
}

/** Whether a commit records that the subject of its stream was erased. */
export const isErasure = (erasedBy: Erasures, { category, events }: RecordedEvents): boolean =>
  events.some(({ type }) => type === erasedBy.get(category));
