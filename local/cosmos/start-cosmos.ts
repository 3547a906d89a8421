import type { LocalService } from '@annal/local-server';
import { declare, type Topology } from './declare.ts';
import { startExpirySweep } from './expiry-sweep.ts';
import type { Faults } from './http/fault.ts';
import { faultQueue } from './http/faults.ts';
import { listen, type Listener } from './http/listen.ts';
import { openBudget } from './operations/budget.ts';
import type { Cosmos } from './operations/operation.ts';
import { split } from './operations/split.ts';
import { openStorage, type Storage } from './storage/open-storage.ts';

export interface CosmosOptions {
  /** 0, the default, means any free port. */
  readonly port?: number;
  /** A folder, created when missing, or `:memory:` for a store that ends with the server. */
  readonly data: string;
  /** Databases and containers to create when they are missing. */
  readonly declare?: Topology;
  /** The account's key, in base64; by default the one that every Cosmos emulator has. */
  readonly key?: string;
  /** Whether requests must be signed with the key; true by default. */
  readonly verifySignatures?: boolean;
  /** Whether requests beyond the throughput of a container are answered 429; false by default. */
  readonly throttle?: boolean;
  /** Whether faults can also be asked for over HTTP (`PUT /_local/faults`); false by default. */
  readonly takeFaults?: boolean;
  /** The clock that `_ts` and times to live go by, in milliseconds since 1970. */
  readonly now?: () => number;
}

/** A running server that the Cosmos SDK can talk to. */
export interface CosmosServer extends LocalService {
  /** `http://127.0.0.1:PORT/` */
  readonly endpoint: string;
  readonly key: string;
  readonly connectionString: string;
  /** Makes requests go wrong, for specs. */
  readonly faults: Faults;
  /**
   * Splits a range of a container (by its id; without one, the widest) and gives the ids of the two that take its place.
   * Rejects when there is no such container or range.
   */
  readonly split: (database: string, container: string, range?: string) => Promise<readonly [string, string]>;
}

/** Published by Microsoft for local use: "Develop locally using the Azure Cosmos DB emulator". It protects nothing. */
const emulatorKey = 'C2y6yDjf5/R+ob0N8A7Cgv30VRDJIWEHLM+4QDU5DE2nQ9nDuVTqobD4b8mGGyPMbIZnqyMsEcaGQy67XIw/Jw==';

/**
 * Starts a Cosmos server on 127.0.0.1. Throws a StartupError that says what to do when the port is taken, or the data
 * folder cannot be written or belongs to another running server.
 */
export async function startCosmos(options: CosmosOptions): Promise<CosmosServer> {
  const { port = 0, data, key = emulatorKey, now = Date.now } = options;
  const storage = openStorage(data);
  const cosmos: Cosmos = { storage, now, key, ...(options.throttle === true ? { budget: openBudget(now) } : {}) };
  const faults = faultQueue();
  const listener = await orClose(storage, async () => {
    if (options.declare !== undefined) await declare(cosmos, options.declare);
    const signingKey = options.verifySignatures === false ? undefined : key;
    return listen({ cosmos, key: signingKey, faults, takesFaults: options.takeFaults === true }, port);
  });
  const endpoint = `http://127.0.0.1:${listener.port}/`;
  const stopSweep = startExpirySweep(cosmos);
  return {
    endpoint,
    key,
    connectionString: `AccountEndpoint=${endpoint};AccountKey=${key};`,
    faults,
    split: (database, container, range) => split(cosmos, { database, container }, range),
    address: endpoint,
    close: async () => {
      stopSweep();
      await listener.close();
      await storage.close();
    },
  };
}

/** A failed start must not keep the folder locked. */
async function orClose(storage: Storage, start: () => Promise<Listener>): Promise<Listener> {
  try {
    return await start();
  } catch (error) {
    await storage.close();
    throw error;
  }
}
