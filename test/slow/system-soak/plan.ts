import type { FaultPlan } from '@annal/local-cosmos';
import { randomNumbers } from '@annal/local-server/testing';
import type { Fault } from '@annal/local-service-bus';
import { partNames, type PartName } from './definitions.ts';

/** What is done to the system. */
export type Disturbance =
  | { readonly what: 'kill'; readonly parts: readonly PartName[] }
  | { readonly what: 'freeze'; readonly part: PartName; readonly lasting: number }
  | { readonly what: 'store faults'; readonly plan: FaultPlan; readonly lasting: number }
  | {
      readonly what: 'broker faults';
      readonly faults: readonly Fault[];
      readonly seed: number;
      readonly lasting: number;
    }
  | { readonly what: 'split' };

/** A disturbance, and when it begins: milliseconds from the start. */
export type Step = Disturbance & { readonly at: number };

/** How long it goes on, in milliseconds, and whether servers are killed, too. */
export interface Act {
  readonly seed: number;
  readonly length: number;
  readonly kills: boolean;
}

/**
 * What happens to the system, and when: the same for the same seed. Every part has its own sequence, so that one is killed
 * while another one is frozen and a third one refuses; none of them ends after the act's length and one disturbance more.
 */
export const planOf = ({ seed, length, kills }: Act): readonly Step[] => {
  const random = randomNumbers(seed);
  const between = (from: number, to: number): number => from + random(to - from);
  const lane = (deal: () => readonly Disturbance[], shortest: number, longest: number): Step[] => {
    const steps: Step[] = [];
    for (let at = between(0, longest); ;)
      for (const disturbance of shuffled(deal(), random)) {
        if (at >= length) return steps;
        steps.push({ ...disturbance, at });
        at += between(shortest, longest) + ('lasting' in disturbance ? disturbance.lasting : 0);
      }
  };
  const lanes = [
    ...partNames.map((part) => lane(dealerOf(part, kills, between), 20_000, 50_000)),
    lane(() => storeFaults(random, between), 3_000, 8_000),
    lane(() => brokerFaults(random, between), 5_000, 15_000),
    ...(kills ? [lane(() => [{ what: 'kill', parts: partNames }], 60_000, 120_000)] : []),
  ];
  return [...lanes.flat(), { what: 'split', at: Math.floor(length / 2) } as const];
};

/** A part is frozen once for longer than its leases and locks last (a minute each); otherwise for seconds, or killed. */
const dealerOf = (part: PartName, kills: boolean, between: (from: number, to: number) => number) => {
  let isFirst = true;
  const kill: Disturbance = { what: 'kill', parts: [part] };
  const freeze = (lasting: number): Disturbance => ({ what: 'freeze', part, lasting });
  return (): readonly Disturbance[] => {
    const long = isFirst ? [freeze(between(65_000, 75_000))] : [];
    isFirst = false;
    return [...long, freeze(between(500, 12_000)), ...(kills ? [kill, kill] : [])];
  };
};

const storeFaults = (random: (below: number) => number, between: (from: number, to: number) => number) => {
  const faults = [
    [{ answer: 410, when: 'before-commit', probability: 0.15 }],
    [{ answer: 410, when: 'before-commit', probability: 0.5, operations: ['query', 'feed'] }],
    [{ answer: 429, when: 'before-commit', probability: 0.3, retryAfterMs: 200 }],
    [{ answer: 449, when: 'before-commit', probability: 0.2 }],
    [
      { answer: 503, when: 'before-commit', probability: 0.15 },
      { answer: 503, when: 'after-commit', probability: 0.1 },
    ],
    [
      { answer: 'cut', when: 'before-commit', probability: 0.1 },
      { answer: 'cut', when: 'after-commit', probability: 0.15 },
    ],
    [{ answer: 'late', when: 'after-commit', probability: 0.2, delayMs: 700 }],
  ] as const satisfies readonly FaultPlan['faults'][];
  return faults.map((each): Disturbance => {
    return { what: 'store faults', plan: { seed: random(1_000_000), faults: each }, lasting: between(8_000, 20_000) };
  });
};

const brokerFaults = (random: (below: number) => number, between: (from: number, to: number) => number) => {
  const faults = [
    [{ operation: 'send', effect: 'refuse', probability: 0.3 }],
    [
      { operation: 'send', effect: 'drop-before', probability: 0.1 },
      { operation: 'send', effect: 'drop-after', probability: 0.2 },
    ],
    [{ operation: 'settle', effect: 'drop-after', probability: 0.1 }],
    [{ operation: 'attach', effect: 'refuse', probability: 0.3 }],
    [{ operation: 'request', effect: 'drop-before', probability: 0.2 }],
  ] as const satisfies readonly (readonly Fault[])[];
  return faults.map((each): Disturbance => {
    return { what: 'broker faults', faults: each, seed: random(1_000_000), lasting: between(8_000, 20_000) };
  });
};

const shuffled = <Item>(items: readonly Item[], random: (below: number) => number): readonly Item[] => {
  const left = [...items];
  return items.flatMap(() => left.splice(random(left.length), 1));
};
