import type { z } from 'zod';
import type { EventOf, EventTypes } from './aggregate.ts';
import type { Recorded } from './recorded.ts';

/** The versioned name of a contract, like `shop.order-placed.v1`. */
export type ContractName = `${string}.${string}.v${number}`;

/** The published form of one event: a versioned name and its data. */
export interface Contract {
  readonly type: ContractName;
  readonly data: Readonly<Record<string, unknown>>;
}

/** A version of a contract that is still published beside a newer one: see {@link formerVersion}. */
export interface FormerVersion<Event = never> {
  readonly type: ContractName;
  /** The version that takes its place. */
  readonly of: ContractName;
  /** Its data, from that of the newer version and from the event itself. Throws a ZodError for data that breaks the newer one. */
  dataOf(newer: Contract['data'], recorded: Recorded<Event>): Contract['data'];
}

/** What is said of a former version: which one takes its place, with the schema of that, and how its own data is made. */
export interface FormerVersionDeclaration<Newer, Event> {
  readonly of: ContractName;
  readonly schema: z.ZodType<Newer>;
  readonly dataOf: (newer: Newer, recorded: Recorded<Event>) => Contract['data'];
}

/**
 * Declares that a version of a contract goes on beside the version that takes its place, so that each consumer moves when it is ready:
 * while this is declared, an event is published under both, the former one first.
 */
export const formerVersion = <Newer extends object, Event = never>(
  type: ContractName,
  { of, schema, dataOf }: FormerVersionDeclaration<Newer, Event>,
): FormerVersion<Event> => ({ type, of, dataOf: (newer, recorded) => dataOf(schema.parse(newer), recorded) });

/** The contracts of one aggregate, whatever its events are. */
export interface AnyContracts {
  /**
   * The schema of each message's data, by its versioned name. A published contract only gets optional fields, which consumers
   * of before ignore; any other change is a new version beside it.
   */
  readonly schemas: Readonly<Record<ContractName, z.ZodType>>;
  /** Versions of which a newer one is there, and that some consumer still hears. */
  readonly formerly?: readonly Pick<FormerVersion, 'type' | 'of'>[];
}

/** Maps the events of one aggregate to published messages. */
export interface Contracts<Types extends EventTypes> extends AnyContracts {
  readonly formerly?: readonly FormerVersion<EventOf<Types>>[];
  /** The message about an event, under the newest version of its contract; undefined for an event that is not published. */
  readonly contractOf: (recorded: Recorded<EventOf<Types>>) => Contract | undefined;
}
