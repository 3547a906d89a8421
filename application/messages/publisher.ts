import type { EventOf, EventTypes } from '../../domain/modelling/aggregate.ts';
import type { CloudEvent } from './cloud-event.ts';
import { entityIdOf, type Commit } from '../streams/commit.ts';
import { deliverByStream, type Delivery } from '../feed/deliver-by-stream.ts';
import { decodeCommits, type Recorded } from '../streams/event-codec.ts';
import type { MessageBus, OutgoingMessage } from './message-bus.ts';
import type { DeliveryOutcome, Subscriber } from '../feed/subscriber.ts';

/** What others are told of one event: a versioned name and its data. */
export interface Contract {
  readonly type: `${string}.${string}.v${number}`;
  readonly data: Readonly<Record<string, unknown>>;
}

/** How the events of one category become messages. An event without a contract stays inside. */
export interface Publication {
  readonly category: string;
  /** The messages of one stream's commits, in order. Throws UnreadableCommit. */
  messagesOf(commits: readonly Commit[]): readonly OutgoingMessage[];
}

/** Publishes an aggregate through a mapping from its events to contracts. */
export const publication = <Types extends EventTypes>(
  source: { readonly category: string; readonly events: Types },
  contractOf: (recorded: Recorded<EventOf<Types>>) => Contract | undefined,
): Publication => ({
  category: source.category,
  messagesOf: (commits) =>
    decodeCommits(source.events, commits).flatMap((recorded) => {
      const contract = contractOf(recorded);
      return contract === undefined ? [] : [messageOf(recorded, contract)];
    }),
});

const messageOf = ({ commit, version }: Recorded<unknown>, { type, data }: Contract): OutgoingMessage => {
  const { streamId, category, recordedAt, correlationId, traceparent } = commit;
  const id = `${streamId}:${version}`;
  const body: CloudEvent = {
    specversion: '1.0',
    id,
    source: `urn:annal:${category}`,
    type,
    subject: entityIdOf(commit),
    time: recordedAt,
    datacontenttype: 'application/json',
    streamid: streamId,
    streamversion: version,
    correlationid: correlationId,
    ...(traceparent === null ? {} : { traceparent }),
    data,
  };
  return { messageId: id, sessionId: streamId, properties: { category, contract: type }, body };
};

/** What publishing needs from outside. */
export interface Publishing extends Delivery {
  readonly bus: MessageBus;
  readonly publications: readonly Publication[];
}

/** The name under which the publisher reads the feed and parks. */
export const publisherName = 'publishing';

/**
 * Tells the world what happened, in order within a stream. A batch that fails half-way is sent again as a whole: the broker
 * drops what it has by message id, and consumers keep an inbox. A stream with a parked commit waits as a whole, because a
 * later message must not overtake an earlier one.
 */
export const publisher = ({ bus, publications, ...delivery }: Publishing): Subscriber => {
  const take = async (_: string, commits: readonly Commit[]): Promise<DeliveryOutcome> => {
    const messages = publications
      .filter(({ category }) => category === commits[0]?.category)
      .flatMap((each) => each.messagesOf(commits));
    if (messages.length === 0) return 'notApplicable';
    await bus.send(messages);
    return 'applied';
  };
  return {
    name: publisherName,
    deliver: (documents, by) => deliverByStream(publisherName, { ...delivery, by, keepsOrder: true }, documents, take),
  };
};
