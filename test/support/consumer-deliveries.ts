import type { CloudEvent } from '../../application/messages/cloud-event.ts';

/** A way in which messages are delivered: step after step, those of one step at the same time. */
export interface Delivery {
  readonly name: string;
  readonly steps: readonly (readonly CloudEvent[])[];
}

/** The ways in which a broker may deliver messages: those of one stream never begin in another order. */
export const deliveries = (messages: readonly CloudEvent[], anyOrderOfStreams: boolean): readonly Delivery[] => {
  const inOrder = [
    { name: 'each comes once', steps: one(messages) },
    { name: 'each comes twice', steps: messages.flatMap((message) => [[message], [message]]) },
    { name: 'all of them come again', steps: one([...messages, ...messages]) },
    {
      name: 'older ones come again later',
      steps: one(messages.flatMap((each, at) => [each, ...messages.slice(0, at)])),
    },
    { name: 'each comes to two instances at the same time', steps: messages.map((message) => [message, message]) },
  ];
  const streams = [...Map.groupBy(messages, ({ streamid }) => streamid).values()];
  if (!anyOrderOfStreams || streams.length < 2) return inOrder;
  return [
    ...inOrder,
    { name: 'one stream comes after the other', steps: one(streams.flat()) },
    { name: 'the streams come the other way round', steps: one(streams.toReversed().flat()) },
    { name: 'the streams take turns', steps: one(inTurns(streams)) },
    { name: 'the streams take turns the other way round', steps: one(inTurns(streams.toReversed())) },
    { name: 'all streams come at the same time', steps: rounds(streams) },
  ];
};

const one = (messages: readonly CloudEvent[]): Delivery['steps'] => messages.map((message) => [message]);

/** The first message of each stream, then the second of each. */
const rounds = (streams: readonly (readonly CloudEvent[])[]): Delivery['steps'] =>
  Array.from({ length: Math.max(...streams.map(({ length }) => length)) }, (_, at) =>
    streams.flatMap((stream) => stream.slice(at, at + 1)),
  );

const inTurns = (streams: readonly (readonly CloudEvent[])[]): readonly CloudEvent[] => rounds(streams).flat();
