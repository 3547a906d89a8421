import { CosmosFailure } from './failure.ts';

/** Request units that come anew every second: those of one range, or those that the containers of a database share. */
export interface Pool {
  readonly name: string;
  readonly perSecond: number;
}

/** Keeps callers within the throughput that was promised. */
export interface Budget {
  /** Throws 429 with the time to wait, when a pool is used up. One that is not may be overdrawn by a single request. */
  readonly admit: (pools: readonly Pool[]) => void;
  /** Takes what a request cost out of the pools that it used, in equal parts. */
  readonly charge: (pools: readonly Pool[], units: number) => void;
}

const chargeOfRefusal = 0.38;

/** A budget by a clock in milliseconds. A pool never holds more than it gets in a second. */
export function openBudget(now: () => number): Budget {
  const levels = new Map<string, { readonly left: number; readonly at: number }>();
  const leftIn = ({ name, perSecond }: Pool): number => {
    const { left, at } = levels.get(name) ?? { left: perSecond, at: now() };
    return Math.min(perSecond, left + (Math.max(0, now() - at) / 1000) * perSecond);
  };
  return {
    admit: (pools) => {
      for (const pool of pools) if (leftIn(pool) <= 0) throw tooMany(-leftIn(pool) / pool.perSecond);
    },
    charge: (pools, units) => {
      for (const pool of pools) levels.set(pool.name, { left: leftIn(pool) - units / pools.length, at: now() });
    },
  };
}

const rateTooLarge = 3200;

function tooMany(seconds: number): CosmosFailure {
  return new CosmosFailure(
    429,
    'Request rate is large. More Request Units may be needed, so no changes were made. Please retry this request later.',
    {
      substatus: rateTooLarge,
      charge: chargeOfRefusal,
      headers: { 'x-ms-retry-after-ms': String(Math.floor(seconds * 1000) + 1) },
    },
  );
}
