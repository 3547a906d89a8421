import { operationOf } from './fault-operation.ts';
import type { FaultRequest } from './fault-request.ts';
import type { Fault, FaultPlan, Faults } from './fault.ts';
import { seededChance } from './seeded-chance.ts';

/** The server's side of the faults. */
export interface FaultQueue extends Faults {
  /** The fault that hits a request. Requests are described only when there are faults. */
  readonly take: (describe: () => FaultRequest) => Fault | undefined;
}

export function faultQueue(): FaultQueue {
  let waiting: readonly Fault[] = [];
  let byChance: (request: FaultRequest) => Fault | undefined = nothing;
  const take = (describe: () => FaultRequest): Fault | undefined => {
    if (waiting.length === 0 && byChance === nothing) return undefined;
    const request = describe();
    const hit = waiting.find((fault) => mayHit(fault, request));
    if (hit === undefined) return byChance(request);
    waiting = waiting.filter((fault) => fault !== hit);
    return hit;
  };
  return {
    take,
    next: (...faults) => {
      waiting = [...waiting, ...faults.map((fault) => ({ ...fault }))];
    },
    randomly: (plan) => {
      byChance = drawFrom(plan);
    },
    clear: () => {
      waiting = [];
      byChance = nothing;
    },
    pending: () => waiting.length,
  };
}

/** Every fault that may hit a request draws a number of its own, so that each has the probability that was asked for. */
function drawFrom({ seed, faults }: FaultPlan): (request: FaultRequest) => Fault | undefined {
  const chance = seededChance(seed);
  return (request) => {
    const drawn = faults.filter((fault) => mayHit(fault, request)).map((fault) => ({ fault, number: chance() }));
    return drawn.find(({ fault, number }) => number < fault.probability)?.fault;
  };
}

function nothing(): undefined {
  return undefined;
}

function mayHit({ match, operations }: Fault, request: FaultRequest): boolean {
  if (operations === undefined) return (match ?? isForItems)(request);
  const operation = operationOf(request);
  return operation !== undefined && operations.includes(operation) && (match?.(request) ?? true);
}

function isForItems({ path }: FaultRequest): boolean {
  return /^\/dbs\/[^/]+\/colls\/[^/]+\/docs(\/|$)/.test(path);
}
