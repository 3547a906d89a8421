import type { Fault, RandomFault } from '@annal/local-cosmos';
import type { Fate } from '../../support/lossy-proxy.ts';
import type { Random } from '../world/random.ts';
import type { Actor } from '../world/world.ts';
import type { LocalSystem } from './local-system.ts';
import type { RealWorld } from './real-world.ts';

/** What the store can do to a request. */
const ofTheStore: readonly Fault[] = [
  ...([429, 449, 503, 408, 'cut'] as const).map((answer) => ({ when: 'before-commit', answer }) as const),
  ...([408, 503, 'cut'] as const).map((answer) => ({ when: 'after-commit', answer }) as const),
  { when: 'before-commit', answer: 'late', delayMs: 400 },
  { when: 'after-commit', answer: 'late', delayMs: 400 },
];

/** What the broker can do to what it is asked. */
const ofTheBroker = [
  { operation: 'send', effect: 'refuse' },
  { operation: 'send', effect: 'drop-before' },
  { operation: 'send', effect: 'drop-after' },
  { operation: 'settle', effect: 'drop-after' },
  { operation: 'attach', effect: 'refuse' },
] as const;

const fates: readonly Fate[] = ['is lost', 'loses its answer'];

const platform: Actor = { name: 'platform', isAlive: true };

/** How often the app is killed at most: it takes seconds to be back, in which clients find nobody. */
const mostKills = 2;

/** What goes wrong in a run over the local servers, and ends with it. */
export interface Disturbance {
  /** Kills the app now and then, until this holds. Faults are over when it resolves. */
  until(isOver: () => boolean): Promise<void>;
}

/** Has servers and connections fail as the seed of these numbers says: some kinds of faults of all, in every fifth run none. */
export const disturb = (
  { cosmos, serviceBus, proxies, killAndRestart }: LocalSystem,
  random: Random,
  world: Pick<RealWorld, 'note' | 'turn'>,
): Disturbance => {
  const share = random.chance(0.2) ? 0 : random.next();
  const some = <Item>(items: readonly Item[]): readonly Item[] => items.filter(() => random.chance(share));
  const probability = (): number => 0.1 * 10 ** (-1.5 * random.next());
  const seed = random.between(1, 1_000_000);
  const faults = some(ofTheStore).map((fault): RandomFault => ({ ...fault, probability: probability() }));
  const [broken, lost] = [some(ofTheBroker), some(fates)];
  let killsLeft = random.chance(share) ? mostKills : 0;
  const loss = probability();

  const begin = (): void => {
    cosmos.faults.randomly({ seed, faults });
    serviceBus.faults.seed(seed);
    for (const fault of broken) serviceBus.faults.add({ ...fault, probability: probability() });
    lose();
  };
  const lose = (): void => {
    for (const { decide } of proxies)
      decide(() => (lost.length > 0 && random.chance(loss) ? random.oneOf(lost) : 'passes'));
  };
  const end = (): void => {
    cosmos.faults.clear();
    serviceBus.faults.clear();
    for (const { decide } of proxies) decide(() => 'passes');
  };

  return {
    until: async (isOver) => {
      begin();
      while (!isOver()) {
        await world.turn(platform, '', random.between(200, 2_000));
        if (killsLeft === 0 || isOver() || !random.chance(0.3)) continue;
        killsLeft -= 1;
        world.note(platform, 'kills the app');
        await killAndRestart();
        lose();
      }
      end();
    },
  };
};
