import type { EventTypes } from '../../domain/modelling/aggregate.ts';
import type { Contract, Contracts } from '../../domain/modelling/contract.ts';
import type { CloudEvent } from './cloud-event.ts';
import type { Commit } from '../streams/commit.ts';
import { deliverByStream, type Delivery, type Take } from '../feed/deliver-by-stream.ts';
import { decodeCommits, type Decode, type StoredRecord } from '../streams/event-codec.ts';
import type { MessageBus, OutgoingMessage } from './message-bus.ts';
import { passedStreams } from '../feed/passed-streams.ts';
import type { Subscriber } from '../feed/subscriber.ts';

const messageOf = ({ commit, version, entityId }: StoredRecord<unknown>, { type, data }: Contract): OutgoingMessage => {
  const { streamId, category, recordedAt, correlationId, traceparent } = commit;
  const id = `${streamId}:${version}`;
  const body: CloudEvent = {
    specversion: '1.0',
    id,
    source: `urn:annal:${category}`,
    type,
    subject: entityId,
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

/** How the events of one category become messages. */
export interface Publication<Types extends EventTypes> {
  readonly source: { readonly category: string; readonly events: Types };
  readonly contracts: Contracts<Types>;
}

/** A publication in a list of publications, which does not name its types. */
export interface AnyPublication {
  readonly category: string;
  /** See {@link messagesOf}. */
  readonly messagesOf: (commits: readonly Commit[], decode?: Decode) => readonly OutgoingMessage[];
}

/** A publication for a list. */
export const publicationFor = <Types extends EventTypes>(publication: Publication<Types>): AnyPublication => ({
  category: publication.source.category,
  messagesOf: (commits, decode) => messagesOf(publication, commits, decode),
});

/** The messages of one stream's commits, in order. An event without a contract is not published. Throws UnreadableCommit. */
export const messagesOf = <Types extends EventTypes>(
  { source, contracts }: Publication<Types>,
  commits: readonly Commit[],
  decode: Decode = decodeCommits,
): readonly OutgoingMessage[] =>
  decode(source.events, commits).flatMap((recorded) => {
    const contract = contracts.contractOf(recorded);
    return contract === undefined ? [] : [messageOf(recorded, contract)];
  });

/** The ports of the publisher. */
export interface Publishing extends Delivery {
  readonly bus: MessageBus;
  readonly publications: readonly AnyPublication[];
}

/** The name under which the publisher reads the feed and parks. */
export const publisherName = 'publishing';

/**
 * Publishes the contracts of events, in order within a stream. A batch that fails half-way is sent again as a whole: the broker
 * drops repeated message ids, and consumers keep an inbox. A stream with a parked commit waits as a whole, because a later
 * message must not overtake an earlier one.
 */
export const publisher = ({ bus, publications, ...delivery }: Publishing): Subscriber => {
  const take: Take = async (_, commits, decode) => {
    const messages = publications
      .filter(({ category }) => category === commits[0]?.category)
      .flatMap((publication) => publication.messagesOf(commits, decode));
    if (messages.length === 0) return 'notApplicable';
    await bus.send(messages);
    return 'applied';
  };
  const passed = passedStreams();
  return {
    name: publisherName,
    maySkip: true,
    deliver: (delivered, by) => deliverByStream(publisherName, { ...delivery, by, passed }, delivered, take),
  };
};
