import type { Budget } from './budget.ts';
import type { Storage } from '../storage/open-storage.ts';

/** What every operation works with. */
export interface Cosmos {
  readonly storage: Storage;
  /** The clock, in milliseconds since 1970. */
  readonly now: () => number;
  /** The account's key, in base64. It signs resource tokens. */
  readonly key: string;
  /** What keeps callers within the throughput of their containers; without it, nobody is kept back. */
  readonly budget?: Budget;
}

/** A request whose signature has been verified and whose target is known. */
export interface CosmosRequest {
  readonly header: (name: string) => string | undefined;
  readonly body: Buffer;
  /** `http://host:port`, as the caller addressed this server. */
  readonly origin: string;
}

/** A successful answer. `charge` is in request units. */
export interface Answer {
  readonly status: number;
  readonly charge: number;
  /** JSON text. */
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The clock in whole seconds, which is what `_ts` and time to live count in. */
export function seconds(cosmos: Cosmos): number {
  return Math.floor(cosmos.now() / 1000);
}
