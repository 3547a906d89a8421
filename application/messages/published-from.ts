import type { StreamId } from '../../domain/modelling/ids.ts';
import type { EventStore } from '../streams/event-store.ts';
import type { OutgoingMessage } from './message-bus.ts';
import type { AnyPublication } from './publisher.ts';

/** What a stream has been published as, or a part of that. */
export interface PublishedPart {
  /** In the sequence in which they were sent. */
  readonly messages: readonly OutgoingMessage[];
  /** The version at which the part behind this one begins; null when there is none. */
  readonly next: number | null;
}

/** What the messages of a stream are made of. */
export interface Republishing {
  readonly eventStore: Pick<EventStore, 'read' | 'readNewest'>;
  readonly publications: readonly AnyPublication[];
}

/** The most versions of one part. */
const versionsOfAPart = 1_000;

/**
 * Maps the events of a stream from a version on to their messages anew, as they were published or are going to be, and sends nothing.
 * Undefined where there is no such stream. Throws UnreadableCommit.
 */
export const publishedFrom =
  ({ eventStore, publications }: Republishing) =>
  async (streamId: StreamId, from: number): Promise<PublishedPart | undefined> => {
    const [newest] = (await eventStore.readNewest(streamId, 1)).slice(-1);
    if (newest === undefined) return undefined;
    const isLast = newest.version < from + versionsOfAPart;
    const commits = await eventStore.read(streamId, from - 1, isLast ? undefined : from + versionsOfAPart);
    const messages = publications
      .filter(({ category }) => category === newest.category)
      .flatMap((publication) => publication.messagesOf(commits))
      .filter(({ body }) => body.streamversion >= from);
    return { messages, next: isLast ? null : (commits.at(-1)?.version ?? from - 1) + 1 };
  };
