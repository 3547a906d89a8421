import type { EventTypes } from '../../domain/modelling/aggregate.ts';
import type { Contract, ContractName, Contracts } from '../../domain/modelling/contract.ts';
import { contractVersionOf, versionsOf } from '../../domain/modelling/contract-versions.ts';
import type { CloudEvent } from './cloud-event.ts';
import { placeOf, type Commit } from '../streams/commit.ts';
import { deliverByStream, type Delivery, type Take } from '../feed/deliver-by-stream.ts';
import { decodeCommits, type Decode, type StoredRecord } from '../streams/event-codec.ts';
import type { MessageBus, OutgoingMessage } from './message-bus.ts';
import { passedStreams } from '../feed/passed-streams.ts';
import type { Subscriber } from '../feed/subscriber.ts';

/**
 * The id of the message about the event at this place: the place itself under the first version of a contract, and with the version
 * behind it under a later one, since the broker drops what has the id of another. It depends on nothing else, so it stays when the
 * versions before are not published any more.
 */
const messageIdOf = (place: string, type: ContractName): string => {
  const version = contractVersionOf(type);
  return version === 1 ? place : `${place}:v${version}`;
};

const messageOf = ({ commit, version, entityId }: StoredRecord<unknown>, { type, data }: Contract): OutgoingMessage => {
  const { streamId, category, recordedAt, correlationId, traceparent } = commit;
  const id = messageIdOf(placeOf(streamId, version), type);
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

/**
 * The messages of one stream's commits, in order; of one event those under former versions of its contract first. An event without a
 * contract is not published. Throws UnreadableCommit.
 */
export const messagesOf = <Types extends EventTypes>(
  { source, contracts }: Publication<Types>,
  commits: readonly Commit[],
  decode: Decode = decodeCommits,
): readonly OutgoingMessage[] =>
  decode(source.events, commits).flatMap((recorded) =>
    versionsOf(contracts, recorded).map((contract) => messageOf(recorded, contract)),
  );

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
