import { inMemoryDocuments, inMemoryWaitingMessages, type StoredDocuments } from '../../../adapters/memory/index.ts';
import type { DeclaredConsumer } from '../../../application/consumers/declare-consumer.ts';
import type { DocumentStore } from '../../../application/consumers/document-store.ts';
import { runConsumer, type RunningConsumer } from '../../../application/consumers/run-consumer.ts';
import { takeOnce } from '../../../application/consumers/take-once.ts';
import type { WaitingMessages } from '../../../application/consumers/waiting-messages.ts';
import { inTurns, simulatedCalls, type Calling } from './simulated-calls.ts';

/** A consumer, and all that it has stored, which survives every host. */
export interface StoredConsumer {
  readonly declared: DeclaredConsumer<unknown>;
  readonly stored: StoredDocuments;
  readonly documents: DocumentStore;
  readonly waiting: WaitingMessages;
}

/** A consumer that has stored nothing yet. */
export const newConsumer = (declared: DeclaredConsumer<unknown>): StoredConsumer => {
  const stored: StoredDocuments = new Map();
  return { declared, stored, documents: inMemoryDocuments(stored), waiting: inMemoryWaitingMessages() };
};

/** A consumer at work on one host, over its own store, to which the host calls. */
export const consumerOn = (
  { declared, documents, waiting }: StoredConsumer,
  calling: Calling,
  clock: () => string,
): RunningConsumer => {
  const { world, host, random } = calling;
  const { name } = declared;
  const call = simulatedCalls(calling);
  const taking = takeOnce(declared, {
    documents: (container) => inTurns(call, `${name}.${container}`, documents(container), describe),
    tools: undefined,
    clock,
  });
  return runConsumer(taking, {
    waiting: inTurns(call, `${name}.waiting`, waiting, describe),
    clock,
    now: world.now,
    pauseFor: (milliseconds) => world.turn(host, '', milliseconds),
    random: random.next,
  });
};

const describe = (_: string, [first]: readonly unknown[]): string => (typeof first === 'string' ? ` ${first}` : '');
