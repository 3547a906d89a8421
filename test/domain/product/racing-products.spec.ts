import type { Database } from '@azure/cosmos';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { cosmosEventStore } from '../../../adapters/cosmos/index.ts';
import type { CommandOutcome } from '../../../application/commands/command-outcome.ts';
import { streamIdOf } from '../../../application/streams/commit.ts';
import { decodeCommits } from '../../../application/streams/event-codec.ts';
import {
  product,
  productsById,
  type ProductCommand,
  type ProductEvent,
  type ProductRejection,
} from '../../../domain/product/index.ts';
import { asBob, specTime } from '../../support/as-bob.ts';
import { instanceOver } from '../instance.ts';
import { useLocalCosmos } from '../../support/local-cosmos.ts';
import { clerk } from '../../support/readers.ts';
import { withoutFacts } from '../../support/decision-context.ts';
import { subscriberOf } from '../../support/subscriber-of.ts';
import { movingCommand } from './product-command.ts';
import { tea } from './product-examples.ts';
import { countStock } from './stock-ledger.ts';

const cosmos = useLocalCosmos();

/** What is done with one instance. */
const processOver = (database: Database) => {
  const system = instanceOver(database);
  const handle = system.handlerOf(product);
  return {
    send: (entityId: string, command: ProductCommand, id: string) =>
      handle({ entityId, command, reach: 'all', provenance: asBob(id) }),
    follow: (commits: readonly unknown[]) => subscriberOf(system, productsById.name).deliver(commits),
    view: (id: string) => system.readerOf(productsById).for(clerk).read({ id, partition: id }),
  };
};

/** A command, the process that gets it, and whether another one gets it at the same time, under the same id. */
const raced = fc.record({
  command: movingCommand,
  process: fc.integer({ min: 0, max: 2 }),
  isRepeated: fc.boolean(),
});

/** The states of a product, from nothing on. */
const statesOf = (history: readonly ProductEvent[]) =>
  history.map((_, index) => history.slice(0, index + 1).reduce(product.evolve, product.initial));

/** Holds that an answer is what the rules say on one of the states that the product had. */
const expectLawful = (
  outcome: CommandOutcome<ProductRejection>,
  command: ProductCommand,
  history: readonly ProductEvent[],
) => {
  const decisions = statesOf(history).map((state) => product.decide(command, state, withoutFacts));
  if (outcome.outcome === 'accepted' && outcome.events.length > 0)
    expect(history[outcome.version - 1]).toMatchObject({ data: command.data });
  else if (outcome.outcome === 'accepted')
    expect(decisions[outcome.version - 1]).toEqual({ accepted: true, events: [] });
  else if (outcome.outcome === 'rejected')
    expect(decisions).toContainEqual({ accepted: false, rejection: outcome.rejection });
  else expect.fail(`${command.type} ended as ${outcome.outcome}.`);
};

describe('A product whose stock several instances move at the same time', () => {
  let processes: readonly ReturnType<typeof processOver>[];
  const by = (index: number) => processes[index % 3] ?? expect.fail(`There is no process ${index}.`);
  let eventStore: ReturnType<typeof cosmosEventStore>;
  let runs = 0;

  const begin = async (id: string, quantity: number) => {
    const received = { type: 'ReceiveStock', data: { quantity }, at: specTime } as const;
    await by(0).send(id, { type: 'AddProduct', data: tea, at: specTime }, 'add');
    await by(0).send(id, received, 'receive');
  };
  const commitsOf = (id: string) => eventStore.read(streamIdOf('product', id));

  beforeAll(async () => {
    const { id } = await cosmos.freshDatabase();
    processes = [1, 2, 3].map(() => processOver(cosmos.connect().database(id)));
    eventStore = cosmosEventStore(cosmos.connect().database(id));
  });

  it('is never oversold, moves each thing once for its holder, and answers everybody by its rules', () =>
    fc.assert(
      fc.asyncProperty(fc.array(raced, { minLength: 8, maxLength: 24 }), async (asked) => {
        const id = `raced-${(runs += 1)}`;
        await begin(id, 4);
        const calls = asked.flatMap(({ command, process, isRepeated }, index) =>
          (isRepeated ? [process, process + 1] : [process]).map((at) => ({ at, command, id: `raced-${index}` })),
        );
        const outcomes = await Promise.all(calls.map((call) => by(call.at).send(id, call.command, call.id)));

        const commits = await commitsOf(id);
        const history = decodeCommits(product.events, commits).map(({ event }) => event);
        const counts = countStock(history);
        expect(counts.filter(({ available }) => available < 0)).toEqual([]);
        expect(new Set(commits.map(({ commandId }) => commandId)).size).toBe(commits.length);
        const ofHolders = history.flatMap(({ type, data }) => ('holder' in data ? [`${type} of ${data.holder}`] : []));
        expect(new Set(ofHolders).size).toBe(ofHolders.length);
        for (const [index, outcome] of outcomes.entries())
          expectLawful(outcome, calls[index]?.command ?? expect.fail('Nobody asked.'), history);

        await Promise.all([by(1).follow(commits), by(2).follow(commits.slice(-3)), by(0).follow(commits)]);
        const counted = counts.at(-1);
        expect(await by(2).view(id)).toMatchObject({
          view: { available: counted?.available, reserved: counted?.reserved },
          version: history.length,
        });
      }),
      { numRuns: 20 },
    ));

  it('gives its last piece to one of three who want it', async () => {
    for (let round = 1; round <= 10; round += 1) {
      const id = `one-of-three-${round}`;
      await begin(id, 1);
      const outcomes = await Promise.all(
        ['order-1', 'order-2', 'order-3'].map((holder, index) =>
          by(index).send(id, { type: 'ReserveStock', data: { holder, quantity: 1 }, at: specTime }, `for-${holder}`),
        ),
      );
      expect(outcomes.map(({ outcome }) => outcome).toSorted()).toEqual(['accepted', 'rejected', 'rejected']);
      expect(outcomes).toContainEqual({ outcome: 'rejected', rejection: { type: 'SoldOut' } });
      expect(await commitsOf(id)).toHaveLength(3);
    }
  });
});
