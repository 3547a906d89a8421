import { z } from 'zod';
import { eventOf, type CloudEvent } from '../messages/cloud-event.ts';
import { Undeliverable } from '../undeliverable.ts';
import type { Consumer } from './consumer.ts';
import { containersOver, partitionOf, storedOperation } from './containers.ts';
import type { AnyHears, DeclaredConsumer, Message } from './declare-consumer.ts';
import type { DocumentStore } from './document-store.ts';

/** What a declared consumer works with. */
export interface ConsumerTools<Tools> {
  /** Its own store. */
  readonly documents: DocumentStore;
  readonly tools: Tools;
  /** Now, as an ISO 8601 date and time in UTC. */
  readonly clock: () => string;
}

/** The mark of a message that was taken: its contract, what it came to, and when. Part of the storage format. */
const takenMark = z.object({ contract: z.string(), outcome: z.string(), takenAt: z.iso.datetime() }).readonly();

/** See {@link takenMark}. */
export type TakenMark = z.infer<typeof takenMark>;

/** The marks of what a consumer has taken. */
export interface TakenMarks {
  readonly name: string;
  /** The contracts that it hears. */
  readonly contracts: readonly string[];
  /** The mark of this message; undefined when it was not taken, or is of a contract that is not heard. Throws as a store does. */
  readonly takenOf: (event: CloudEvent) => Promise<TakenMark | undefined>;
}

/** A consumer that knows what it has taken. */
export interface TakingConsumer extends Consumer, TakenMarks {}

/** The marks that a declared consumer has left in its store. */
export const takenMarksIn = <Tools>(declared: DeclaredConsumer<Tools>, documents: DocumentStore): TakenMarks => ({
  name: declared.name,
  contracts: Object.keys(declared.hears),
  takenOf: async (event) => {
    const told = heardBy(declared, event);
    return told && markOf({ documents }, told);
  },
});

/** Each race needs somebody else who changes what the message is about. */
const maximumRaces = 20;

/**
 * A declared consumer over its store. The effect of a message and the mark that it was taken are one transaction, so it is there once,
 * however often the message comes and however many take it at the same time. The mark is of the event, not of the message: one that
 * is published under two versions of its contract is taken once.
 */
export const takeOnce = <Tools>(declared: DeclaredConsumer<Tools>, given: ConsumerTools<Tools>): TakingConsumer => {
  return {
    ...takenMarksIn(declared, given.documents),
    handle: async (event) => {
      const told = heardBy(declared, event);
      return told === undefined ? 'not-applicable' : takeHeard(declared, given, told);
    },
  };
};

/** A message, and how it is taken. */
interface Heard<Tools> {
  readonly how: AnyHears<Tools>;
  readonly message: Message;
}

const heardBy = <Tools>(declared: DeclaredConsumer<Tools>, event: CloudEvent): Heard<Tools> | undefined => {
  const { hears } = declared;
  const how = Object.hasOwn(hears, event.type) ? hears[event.type] : undefined;
  return how && { how, message: readMessage(declared, event) };
};

const readMessage = ({ contracts }: Pick<DeclaredConsumer, 'contracts'>, event: CloudEvent): Message => {
  const { type } = event;
  const parsed = contracts[type]?.safeParse(event.data);
  if (parsed?.success === true) return { type, data: parsed.data, event };
  const reason = parsed === undefined ? 'there is none' : z.prettifyError(parsed.error);
  throw new Undeliverable(`The message breaks ${type}: ${reason}`);
};

const markId = ({ event }: Message): string => `taken:${eventOf(event)}`;

const markOf = async <Tools>(
  { documents }: Pick<ConsumerTools<Tools>, 'documents'>,
  { how, message }: Heard<Tools>,
): Promise<TakenMark | undefined> => {
  const found = await documents(how.in).read(how.partition(message.data), markId(message));
  return found && takenMark.parse(found.body);
};

const takeHeard = async <Tools>(
  { containers }: DeclaredConsumer<Tools>,
  given: ConsumerTools<Tools>,
  heard: Heard<Tools>,
): Promise<string> => {
  const { how, message } = heard;
  const declaration = containers[how.in];
  if (declaration === undefined) throw new Error(`There is no container ${how.in}.`);
  const store = given.documents(how.in);
  const partition = how.partition(message.data);
  const taking = {
    message,
    home: partitionOf(declaration, store, partition),
    containers: containersOver(containers, given.documents),
    tools: given.tools,
  };

  for (let race = 0; race < maximumRaces; race += 1) {
    if ((await markOf(given, heard)) !== undefined) return 'duplicate';
    const now = given.clock();
    const { outcome, operations = [] } = await how.take({ ...taking, now });
    const mark = {
      type: 'create',
      id: markId(message),
      body: { contract: message.type, outcome, takenAt: now },
    } as const;
    const done = await store.batch(partition, [mark, ...operations.map(storedOperation)]);
    if (done === 'done') return outcome;
    if (done.refused === 0) return 'duplicate';
  }
  throw new Error(`What ${message.event.id} is about was changed ${maximumRaces} times meanwhile.`);
};
