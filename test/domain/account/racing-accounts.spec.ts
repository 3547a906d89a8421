import type { Database } from '@azure/cosmos';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { cosmosEventStore } from '../../../adapters/cosmos/index.ts';
import { streamIdOf } from '../../../application/streams/commit.ts';
import { decodeCommits } from '../../../application/streams/event-codec.ts';
import { account, accountsById, statements, type AccountCommand } from '../../../domain/account/index.ts';
import { byPosition } from '../../../domain/modelling/position.ts';
import { asBob, specTime } from '../../support/as-bob.ts';
import { instanceOver } from '../instance.ts';
import { useLocalCosmos } from '../../support/local-cosmos.ts';
import { clerk } from '../../support/readers.ts';
import { subscriberOf } from '../../support/subscriber-of.ts';
import { movingCommand } from './account-commands.ts';
import { ask } from './account-examples.ts';
import { auditOf } from './audit.ts';

const cosmos = useLocalCosmos();

/** What is done with one instance. */
const processOver = (database: Database) => {
  const system = instanceOver(database);
  const handle = system.handlerOf(account);
  return {
    send: (entityId: string, command: AccountCommand, id: string) =>
      handle({ entityId, command, reach: 'all', provenance: asBob(id) }),
    /** Follows the account with its view and its statement. */
    follow: (commits: readonly unknown[]) =>
      Promise.all([accountsById.name, statements.name].map((name) => subscriberOf(system, name).deliver(commits))),
    view: (id: string) => system.readerOf(accountsById).for(clerk).read({ id, partition: id }),
    /** Its statement, oldest line first, in pages. */
    statement: async (partition: string) => {
      const search = system.logReaderOf(statements).search(byPosition).for(clerk);
      const lines = [];
      let continuation: string | undefined;
      do {
        const more = continuation === undefined ? {} : { continuation };
        const page = await search.list({ partition, direction: 'asc', limit: 7, ...more });
        lines.push(...page.items.map(({ view, version }) => ({ ...view, version })));
        ({ continuation } = page);
      } while (continuation !== undefined);
      return lines;
    },
  };
};

const raced = fc.array(fc.record({ command: movingCommand, process: fc.integer({ min: 0, max: 2 }) }), {
  minLength: 8,
  maxLength: 24,
});

describe('An account on which several instances move money at the same time', () => {
  let processes: readonly ReturnType<typeof processOver>[];
  const by = (index: number) => processes[index] ?? expect.fail(`There is no process ${index}.`);
  let eventStore: ReturnType<typeof cosmosEventStore>;
  let runs = 0;

  beforeAll(async () => {
    const { id } = await cosmos.freshDatabase();
    processes = [1, 2, 3].map(() => processOver(cosmos.connect().database(id)));
    eventStore = cosmosEventStore(cosmos.connect().database(id));
  });

  it('is never below nothing, moves each thing once, and its statement tells every movement in its place', () =>
    fc.assert(
      fc.asyncProperty(raced, async (asked) => {
        const id = `raced-${(runs += 1)}`;
        for (const [index, command] of [ask.open, ask.deposit(9, 'first')].entries())
          await by(0).send(id, { ...command, at: specTime }, `begin-${index}`);
        const outcomes = await Promise.all(
          asked.map(({ command, process }, index) => by(process).send(id, command, `raced-${index}`)),
        );

        const commits = await eventStore.read(streamIdOf('account', id));
        const history = decodeCommits(account.events, commits).map(({ event }) => event);
        const { balances, orders } = auditOf(history);
        expect(Math.min(...balances)).toBeGreaterThanOrEqual(0);
        for (const { charges, charged, refunded } of orders) {
          expect(charges).toBe(1);
          expect(refunded).toBeLessThanOrEqual(charged);
        }
        const moved = history.map(({ type, data }) => JSON.stringify([type, data]));
        expect(new Set(moved).size).toBe(moved.length);
        for (const [index, outcome] of outcomes.entries())
          if (outcome.outcome === 'accepted')
            expect(history.map(({ data }) => data)).toContainEqual(asked[index]?.command.data);

        await Promise.all([by(1).follow(commits), by(2).follow(commits.slice(-3)), by(0).follow(commits)]);
        const lines = await by(1).statement(id);
        expect(lines.map(({ version, balance }) => ({ version, balance }))).toEqual(
          balances.map((balance, index) => ({ version: index + 1, balance })).slice(1),
        );
        expect(lines.reduce((sum, { amount }) => sum + amount, 0)).toBe(balances.at(-1));
        expect(await by(2).view(id)).toMatchObject({ view: { balance: balances.at(-1) }, version: history.length });
      }),
      { numRuns: 20 },
    ));

  it('pays one of two orders that it has the money for once', async () => {
    for (let round = 1; round <= 10; round += 1) {
      const id = `one-of-two-${round}`;
      for (const [index, command] of [ask.open, ask.deposit(100)].entries())
        await by(0).send(id, { ...command, at: specTime }, `begin-${index}`);
      const outcomes = await Promise.all(
        ['1', '2'].map((orderId, index) =>
          by(index).send(id, { ...ask.charge(100, orderId), at: specTime }, `charge-${orderId}`),
        ),
      );
      expect(outcomes.map((each) => each.outcome).toSorted()).toEqual(['accepted', 'rejected']);
      expect(outcomes).toContainEqual({ outcome: 'rejected', rejection: { type: 'InsufficientFunds', balance: 0 } });
    }
  });
});
