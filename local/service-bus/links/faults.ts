import { condition } from '../entities/index.ts';
import { seededRandom } from './seeded-random.ts';

/** What a client does that can go wrong. A `request` is one to `$cbs` or to the management of an entity. */
export const faultyOperations = ['attach', 'send', 'settle', 'request'] as const;
export type FaultyOperation = (typeof faultyOperations)[number];

/**
 * How it goes wrong: refused; done only after a while; or the connection is cut, before anything was done or after it
 * was done and is on disk, so that the client cannot know.
 */
export const faultEffects = ['refuse', 'delay', 'drop-before', 'drop-after'] as const;
export type FaultEffect = (typeof faultEffects)[number];

/** A fault to switch on. */
export interface Fault {
  readonly operation: FaultyOperation;
  readonly effect: FaultEffect;
  /** How likely it is to hit, from 0 to 1; always unless given. */
  readonly probability?: number | undefined;
  /** How often it hits; without end unless given. */
  readonly count?: number | undefined;
  /** What `refuse` says; that the server is busy unless given, which clients answer with a retry. */
  readonly condition?: string | undefined;
  /** How long `delay` takes. */
  readonly milliseconds?: number | undefined;
}

/** A fault that is switched on. */
export type ActiveFault = { readonly [Key in keyof Fault]-?: NonNullable<Fault[Key]> };

/** The faults that are switched on. */
export interface Faults {
  readonly add: (fault: Fault) => void;
  /** Refuses sends. */
  readonly refuseSends: (options?: Pick<Fault, 'count' | 'condition'>) => void;
  /** Takes sends only after a while. */
  readonly delaySends: (milliseconds: number, options?: Pick<Fault, 'count'>) => void;
  /** Ends all faults. */
  readonly clear: () => void;
  /** Begins the dice anew: the same seed hits the same operations. */
  readonly seed: (seed: number) => void;
  /** What is switched on and has not hit often enough. */
  readonly all: () => readonly Fault[];
  /** The fault that hits the next operation of this kind: the first that is lucky. */
  readonly take: (operation: FaultyOperation) => ActiveFault | undefined;
}

/** Begins without faults. */
export function openFaults(): Faults {
  let faults: readonly ActiveFault[] = [];
  let random = seededRandom(1);

  const add = ({ operation, effect, probability = 1, count = Infinity, ...how }: Fault): void => {
    const { condition: reason = condition.serverBusy, milliseconds = 0 } = how;
    faults = [...faults, { operation, effect, probability, count, condition: reason, milliseconds }];
  };
  return {
    add,
    refuseSends: (options = {}) => add({ operation: 'send', effect: 'refuse', ...options }),
    delaySends: (milliseconds, options = {}) => add({ operation: 'send', effect: 'delay', milliseconds, ...options }),
    clear: () => void (faults = []),
    seed: (seed) => void (random = seededRandom(seed)),
    all: () => faults,
    take(operation) {
      const hit = faults.find((fault) => fault.operation === operation && random() < fault.probability);
      if (!hit) return undefined;
      const rest = { ...hit, count: hit.count - 1 };
      faults = faults.flatMap((fault) => (fault !== hit ? [fault] : rest.count > 0 ? [rest] : []));
      return hit;
    },
  };
}
