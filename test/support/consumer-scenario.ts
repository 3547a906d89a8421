import { expect } from 'vitest';
import type { z } from 'zod';
import { inMemoryDocuments, type StoredDocuments } from '../../adapters/memory/index.ts';
import type { DeclaredConsumer, Schemas } from '../../application/consumers/declare-consumer.ts';
import type { DocumentStore } from '../../application/consumers/document-store.ts';
import { takeOnce } from '../../application/consumers/take-once.ts';
import type { CloudEvent } from '../../application/messages/cloud-event.ts';
import { specTime } from './as-bob.ts';
import { deliveries, type Delivery } from './consumer-deliveries.ts';

/** What a consumer has stored: its documents by container, partition and id, without the marks of what was taken. */
export type StoredByConsumer = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;

/** What a scenario is about. */
export interface ConsumerUnderTest<Tools> {
  readonly declared: DeclaredConsumer<Tools>;
  /** What it is given to work with: made anew for each way of delivery, and shared by the instances in it. */
  readonly tools: () => Tools;
  /** What it has done to its tools, compared like what it has stored. */
  readonly done?: (tools: Tools) => unknown;
  /** Whether messages of several streams may come in any order and come to the same. True unless said otherwise. */
  readonly anyOrderOfStreams?: boolean;
}

/** Messages that were delivered, and what is there then. */
export interface ConsumerScenario {
  /**
   * Expects the consumer to have stored this, in whichever way the messages were delivered: once, twice, all of them again, to two
   * instances at the same time, in other orders of their streams, and with each call of the store failed before or after it was
   * carried out.
   */
  thenStored(expected: StoredByConsumer): Promise<void>;
  /** Expects what each message came to, delivered once, one after the other. */
  thenOutcomes(...expected: readonly string[]): Promise<void>;
}

/** Given these messages, then this store. The messages of one stream are delivered in the order of their versions. */
export const consumerScenario = <Tools>(under: ConsumerUnderTest<Tools>) => ({
  given: (...messages: readonly CloudEvent[]): ConsumerScenario => ({
    thenStored: async (expected) => {
      for (const delivery of deliveries(messages, under.anyOrderOfStreams ?? true)) {
        const { left, done } = await deliver(under, delivery);
        expect(left, `what is stored when ${delivery.name}`).toEqual(expected);
        expect(done, `what is done when ${delivery.name}`).toEqual((await deliver(under, once(messages))).done);
      }
      await everyCallFails(under, messages, expected);
    },
    thenOutcomes: async (...expected) => expect((await deliver(under, once(messages))).outcomes).toEqual(expected),
  }),
});

const once = (messages: readonly CloudEvent[]): Delivery => ({
  name: 'each comes once',
  steps: messages.map((message) => [message]),
});

/** What came of a delivery: the outcome of each message, what is stored, and what was done to the tools. */
const deliver = async <Tools>(
  under: ConsumerUnderTest<Tools>,
  { steps }: Delivery,
  faulty: (store: DocumentStore) => DocumentStore = (store) => store,
) => {
  const stored: StoredDocuments = new Map();
  const tools = under.tools();
  const documents = faulty(inMemoryDocuments(stored));
  const instance = () => takeOnce(under.declared, { documents, tools, clock: () => specTime });
  const outcomes: string[] = [];
  for (const together of steps)
    outcomes.push(...(await Promise.all(together.map((message) => untilTaken(() => instance().handle(message))))));
  return { outcomes, left: leftIn(stored), done: await under.done?.(tools) };
};

/** The broker delivers again what has failed, and a fault of a scenario passes. */
const untilTaken = async (take: () => Promise<string>): Promise<string> => {
  try {
    return await take();
  } catch (error) {
    if (error !== fault) throw error;
    return untilTaken(take);
  }
};

const fault = new Error('The store cannot be used.');

/** Delivers once for each call of the store: with that one failed before it, and with its answer lost. */
const everyCallFails = async <Tools>(
  under: ConsumerUnderTest<Tools>,
  messages: readonly CloudEvent[],
  expected: StoredByConsumer,
): Promise<void> => {
  for (const lost of ['before it', 'after it']) {
    for (let failing = 1, calls = failing; failing <= calls; failing += 1) {
      const counted = { calls: 0 };
      const { left } = await deliver(under, once(messages), failingCall(failing, lost === 'after it', counted));
      expect(left, `what is stored when call ${failing} of the store fails ${lost}`).toEqual(expected);
      calls = counted.calls;
    }
  }
};

const failingCall =
  (failing: number, isCarriedOut: boolean, counted: { calls: number }) =>
  (documents: DocumentStore): DocumentStore => {
    const call = async <Answer>(carryOut: () => Promise<Answer>): Promise<Answer> => {
      const fails = (counted.calls += 1) === failing;
      if (fails && !isCarriedOut) throw fault;
      const answer = await carryOut();
      if (fails) throw fault;
      return answer;
    };
    return (name) => {
      const { read, list, batch } = documents(name);
      return {
        read: (...asked) => call(() => read(...asked)),
        list: (...asked) => call(() => list(...asked)),
        batch: (...asked) => call(() => batch(...asked)),
      };
    };
  };

const leftIn = (stored: StoredDocuments): StoredByConsumer => {
  const partitions = (container: string) => [...(stored.get(container) ?? [])];
  const documentsIn = (documents: ReadonlyMap<string, { readonly body: unknown }>) =>
    [...documents].filter(([id]) => !id.startsWith('taken:')).map(([id, { body }]): [string, unknown] => [id, body]);
  const containers = [...stored.keys()].map((container): [string, StoredByConsumer[string]] => [
    container,
    Object.fromEntries(
      partitions(container)
        .map(([partition, documents]): [string, object] => [partition, Object.fromEntries(documentsIn(documents))])
        .filter(([, documents]) => Object.keys(documents).length > 0),
    ) as StoredByConsumer[string],
  ]);
  return Object.fromEntries(containers.filter(([, each]) => Object.keys(each).length > 0));
};

/** Messages of these contracts, their data checked by the compiler and by the contract. */
export const telling =
  <Published extends Schemas>(contracts: Published) =>
  <Type extends keyof Published & string>(
    type: Type,
    [streamId, version]: readonly [string, number],
    data: z.input<Published[Type]>,
    time = specTime,
  ): CloudEvent => ({
    ...{ specversion: '1.0', id: `${streamId}:${version}`, source: `urn:annal:${streamId.split('-')[0]}`, type },
    ...{ subject: streamId.slice(streamId.indexOf('-') + 1), time, datacontenttype: 'application/json' },
    ...{ streamid: streamId, streamversion: version, correlationid: 'conversation-1' },
    data: contracts[type]?.parse(data) as CloudEvent['data'],
  });
