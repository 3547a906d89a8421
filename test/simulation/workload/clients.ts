import { randomFor } from '../world/random.ts';
import { chargeByHand, moveMoney } from './banking.ts';
import { beginning } from './beginning.ts';
import { buyByCart } from './carts.ts';
import { newClient, type Serving } from './client.ts';
import type { Errand } from './errand.ts';
import { mendProcess } from './mending.ts';
import { buildView, deployRelease, replayStream, retryParked, retryWaiting } from './operating.ts';
import { orderGoods } from './ordering.ts';
import { beCustomer } from './people.ts';
import { readingItsWrites } from './reading.ts';
import { keepShop } from './shopkeeping.ts';

/** All errands, the usual ones more than once. */
const errands: readonly Errand[] = [
  ...[orderGoods, orderGoods, orderGoods],
  ...[buyByCart, buyByCart],
  ...[moveMoney, moveMoney],
  ...[chargeByHand, keepShop, keepShop, beCustomer, replayStream, buildView],
  ...[mendProcess, mendProcess, retryParked, retryWaiting],
];

/** Some errands send no command, and a run that has drawn only these must end, too. */
const mostErrands = 50;

/** What clients are made of. */
export interface ServingClients extends Omit<Serving, 'random'> {
  readonly seed: number;
  readonly commands: number;
}

/**
 * Has several clients run errands at the same time until they have sent about so many commands: some kinds of errands of all, so that
 * what one run does seldom another one does all the time.
 */
export const clientsOf = ({ seed, commands, ...serving }: ServingClients) => {
  const { records, hosts } = serving;
  const drawn = randomFor(seed, 'clients');
  const chosen = errands.filter(() => drawn.chance(0.6));
  const pool = chosen.length === 0 ? errands : chosen;
  const count = drawn.between(2, 4);
  let done = 0;

  const runErrands = async (name: string, until: number): Promise<void> => {
    const random = randomFor(seed, name);
    const client = readingItsWrites(newClient(name, { ...serving, random }), random, records);
    for (let run = 0; records.commands.length < until && run < mostErrands; run += 1)
      await random.oneOf(hosts.hasNext() ? [...pool, deployRelease] : pool)({ client, random, records, hosts });
  };

  const all = async (): Promise<void> => {
    const random = randomFor(seed, 'beginning');
    await beginning({ client: newClient('clerk', { ...serving, random }), random, records, hosts });
    const until = records.commands.length + commands;
    const names = Array.from({ length: count }, (_, index) => `client-${index + 1}`);
    await Promise.all(names.map((name) => runErrands(name, until).finally(() => (done += 1))));
  };
  all().catch(serving.world.fail);

  return {
    areDone: (): boolean => done === count,

    /** Has an operator run one errand more. */
    operate: (errand: Errand): void => {
      const random = randomFor(seed, 'duty');
      errand({ client: newClient('duty', { ...serving, random }), random, records, hosts }).catch(serving.world.fail);
    },
  };
};
