import type { z } from 'zod';
import type { CloudEvent } from '../messages/cloud-event.ts';
import type { ContainerDeclarations, Containers, DocumentOf, Operation, Partition } from './containers.ts';

/** The schemas of contracts, by their versioned names. */
export type Schemas = Readonly<Record<string, z.ZodType>>;

/** A message of one contract, with its data as that contract says. */
export interface Message<Type = string, Data = unknown> {
  readonly type: Type;
  readonly data: Data;
  /** The envelope. */
  readonly event: CloudEvent;
}

/** What a message comes to: the outcome for the log, and what is to be done with documents of its own partition. */
export interface Effect<Document> {
  readonly outcome: string;
  /** At most 99, carried out in one transaction with the mark that the message was taken. */
  readonly operations?: readonly Operation<Document>[];
}

/** With what a message is taken. */
export interface Taking<Told extends Message, Document, Declared extends ContainerDeclarations, Tools> {
  readonly message: Told;
  /** The partition that the message belongs to. */
  readonly home: Partition<Document>;
  /** All containers of this consumer. What is written through them must come to the same when it is written again. */
  readonly containers: Containers<Declared>;
  /** What this consumer was given to work with: a system of its own, a port to somebody else. */
  readonly tools: Tools;
  /** Now, as an ISO 8601 date and time in UTC. */
  readonly now: string;
}

/** How a consumer takes the messages of one contract, in documents of this type. */
interface HearsIn<Name, Told extends Message, Document, Declared extends ContainerDeclarations, Tools> {
  /** The container of the partition that a message belongs to. */
  readonly in: Name;
  /** The key of that partition. It follows from the data alone, as the message is looked up there when it comes again. */
  partition(data: Told['data']): string;
  /**
   * What the message comes to, given what is stored. Called again when somebody has changed what the effect is about, and after a
   * crash; not for a message that was taken. Throws {@link Undeliverable} for what no repetition can take. Everything else that is
   * thrown is taken for a failure that passes.
   */
  take(taking: Taking<Told, Document, Declared, Tools>): Promise<Effect<Document>>;
}

/** How a consumer takes the messages of one contract, in a container of its own. */
export type Hears<Told extends Message, Declared extends ContainerDeclarations, Tools> = {
  [Name in keyof Declared & string]: HearsIn<Name, Told, DocumentOf<Declared[Name]>, Declared, Tools>;
}[keyof Declared & string];

/** A consumer: a service that knows contracts and its own containers, and nothing else. */
export interface ConsumerDeclaration<Published extends Schemas, Declared extends ContainerDeclarations, Tools> {
  /** The name of its subscription and of its database, and the one operators use: small letters and '-'. Never rename. */
  readonly name: string;
  /** The contracts that there are: of these it may hear some. */
  readonly contracts: Published;
  readonly containers: Declared;
  /** Whether its database has an event store as well, for streams of its own. */
  readonly keepsStreams?: boolean;
  /** What it does on each contract that it hears. It gets no other. */
  readonly hears: {
    readonly [Type in keyof Published & string]?: Hears<
      Message<Type, Readonly<z.infer<Published[Type]>>>,
      Declared,
      Tools
    >;
  };
}

/** How messages of one contract are taken, whatever they are. */
export interface AnyHears<Tools = never> {
  readonly in: string;
  partition(data: unknown): string;
  take(taking: {
    readonly message: Message;
    readonly home: Partition<object>;
    readonly containers: Readonly<Record<string, (partition: string) => Partition<object>>>;
    readonly tools: Tools;
    readonly now: string;
  }): Promise<Effect<object>>;
}

/** A declared consumer, whatever it hears. `Tools` is what it must be given to work. */
export interface DeclaredConsumer<Tools = never> {
  readonly name: string;
  readonly containers: ContainerDeclarations;
  readonly keepsStreams?: boolean;
  readonly contracts: Schemas;
  readonly hears: Readonly<Partial<Record<string, AnyHears<Tools>>>>;
}

/** A consumer that is right without marks of what it has taken: its name, its containers, and, as keys, the contracts that it hears. */
interface UnmarkedConsumer {
  readonly name: string;
  readonly containers: Readonly<Record<string, unknown>>;
  readonly keepsStreams?: boolean;
  readonly hears: Readonly<Record<string, unknown>>;
}

/** A consumer in a list of consumers. */
export type ListedConsumer = DeclaredConsumer | UnmarkedConsumer;

/** Whether a consumer leaves a mark of each message that it has taken. */
export const leavesMarks = (consumer: ListedConsumer): consumer is DeclaredConsumer => 'contracts' in consumer;

/** Names that a database, a subscription and a route can have. */
const usualName = /^[a-z][a-z0-9-]{1,48}$/;

/** The container of what waits, which every consumer has. */
export const waitingContainer = 'waiting';

/** The containers of an event store, which a consumer has that keeps streams. */
export const streamContainers: readonly string[] = ['events', 'snapshots'];

/**
 * Declares a consumer. Throws an error that names what is wrong: a name that nothing can be called by, a contract that nobody publishes,
 * a container that the engine keeps for itself, and one that is not there.
 */
export const declareConsumer = <
  const Published extends Schemas,
  const Declared extends ContainerDeclarations,
  Tools = unknown,
>(
  declaration: ConsumerDeclaration<Published, Declared, Tools>,
): DeclaredConsumer<Tools> => {
  const declared: DeclaredConsumer<Tools> = declaration;
  const { name, containers, contracts } = declared;
  const refuse = (reason: string): never => {
    throw new Error(`The consumer ${name}: ${reason}.`);
  };
  if (!usualName.test(name)) refuse('its name must be small letters, digits and "-"');
  const kept = [waitingContainer, ...streamContainers];
  for (const container of Object.keys(containers))
    if (!usualName.test(container) || kept.includes(container)) refuse(`no container can be called ${container}`);
  for (const [type, hears] of Object.entries(declared.hears)) {
    if (!Object.hasOwn(contracts, type)) refuse(`nobody publishes ${type}`);
    if (hears === undefined || !Object.hasOwn(containers, hears.in)) refuse(`it has no container for ${type}`);
  }
  return declared;
};
