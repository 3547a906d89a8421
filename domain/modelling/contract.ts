import type { z } from 'zod';
import type { EventOf, EventTypes } from './aggregate.ts';
import type { Recorded } from './recorded.ts';

/** The versioned name of a contract, like `shop.order-placed.v1`. */
export type ContractName = `${string}.${string}.v${number}`;

/** What consumers are told of one event: a versioned name and its data. */
export interface Contract {
  readonly type: ContractName;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Maps the events of one aggregate to the messages that consumers may rely on. */
export interface Contracts<Types extends EventTypes> {
  /** What each message carries, by its versioned name. A published contract never changes; a change is a new version beside it. */
  readonly schemas: Readonly<Record<ContractName, z.ZodType>>;
  /** The message about an event; undefined for an event that is not published. */
  readonly contractOf: (recorded: Recorded<EventOf<Types>>) => Contract | undefined;
}
