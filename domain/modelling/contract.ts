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

/** Maps the events of one aggregate to published messages. */
export interface Contracts<Types extends EventTypes> {
  /**
   * The schema of each message's data, by its versioned name. A published contract only gets optional fields, which consumers
   * of before ignore; any other change is a new version beside it.
   */
  readonly schemas: Readonly<Record<ContractName, z.ZodType>>;
  /** The message about an event; undefined for an event that is not published. */
  readonly contractOf: (recorded: Recorded<EventOf<Types>>) => Contract | undefined;
}
