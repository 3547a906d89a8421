import type { StoredEvent } from '../streams/commit.ts';

/** By category, the event after which nothing may be known of a stream's subject. */
export type Erasures = ReadonlyMap<string, string>;

/** What of a commit says whether it erases. */
interface Erasing {
  readonly category: string;
  readonly events: readonly StoredEvent[];
}

/** Whether a commit says that the subject of its stream was erased. */
export const isErasure = (erasedBy: Erasures, { category, events }: Erasing): boolean =>
  events.some(({ type }) => type === erasedBy.get(category));
