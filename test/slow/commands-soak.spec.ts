import { setImmediate as turn } from 'node:timers/promises';
import { seed } from '@annal/local-server/testing';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { boundedCaches } from '../../adapters/cache/index.ts';
import { inMemoryEventStore, inMemorySnapshotStore } from '../../adapters/memory/index.ts';
import { commandHandler } from '../../application/commands/command-handler.ts';
import type { CommandOutcome } from '../../application/commands/command-outcome.ts';
import { streamIdOf, firstVersionOf, type Commit } from '../../application/streams/commit.ts';
import { StoreUnavailable, type EventStore } from '../../application/streams/event-store.ts';
import type { SnapshotStore } from '../../application/streams/snapshot-store.ts';
import { account, type AccountRejection } from '../support/account.ts';
import { asBob, specTime } from '../support/as-bob.ts';

const runs = 10_000;
const accounts = ['a', 'b'];

/** What befalls one request to the store. */
type Fate = 'well' | 'slow' | 'refused' | 'answer lost';
const fate = fc.oneof(
  { weight: 12, arbitrary: fc.constant<Fate>('well') },
  { weight: 4, arbitrary: fc.constant<Fate>('slow') },
  { weight: 2, arbitrary: fc.constant<Fate>('refused') },
  { weight: 2, arbitrary: fc.constant<Fate>('answer lost') },
);

const asked = fc.record({
  entityId: fc.constantFrom(...accounts),
  type: fc.constantFrom('Deposit', 'Withdraw'),
  amount: fc.integer({ min: 1, max: 9 }),
  /** Which process each try goes to. The one behind the last of them may be dead: it is a new one then. */
  tries: fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 1, maxLength: 3 }),
  atOnce: fc.boolean(),
  crashesAfter: fc.boolean(),
});
const run = fc.record({
  asked: fc.array(asked, { minLength: 1, maxLength: 14 }),
  fates: fc.infiniteStream(fate),
});
interface Asked {
  readonly entityId: string;
  readonly type: 'Deposit' | 'Withdraw';
  readonly amount: number;
  readonly tries: readonly number[];
  readonly atOnce: boolean;
  readonly crashesAfter: boolean;
}
type Outcome = CommandOutcome<AccountRejection>;

/** A world in which every request meets its fate, and any process may die. */
const world = (fates: Iterator<Fate>) => {
  const memory = inMemoryEventStore();
  const kept = inMemorySnapshotStore();
  const meet = async <Result>(request: () => Promise<Result>): Promise<Result> => {
    const what = fates.next().value as Fate;
    if (what === 'slow') await turn();
    if (what === 'refused') throw new StoreUnavailable('refused');
    const result = await request();
    if (what === 'answer lost') throw new StoreUnavailable('the answer was lost');
    return result;
  };
  const eventStore: EventStore = {
    read: (...of) => meet(() => memory.read(...of)),
    readNewest: (...of) => meet(() => memory.readNewest(...of)),
    append: (...of) => meet(() => memory.append(...of)),
    hasNext: (...of) => meet(() => memory.hasNext(...of)),
    findByCommands: (...of) => meet(() => memory.findByCommands(...of)),
  };
  const snapshots: SnapshotStore = {
    find: (...of) => meet(() => kept.find(...of)),
    save: (...of) => meet(() => kept.save(...of)),
  };
  const start = () =>
    commandHandler(account, {
      eventStore,
      snapshots,
      snapshotEvery: 2,
      newCache: boundedCaches({ entries: 1, bytes: 100_000 }),
      clock: () => specTime,
      now: () => performance.now(),
      pause: () => Promise.resolve(),
    });
  return { memory, processes: [start(), start(), start()], start };
};

const playOut = async ({ processes, start }: ReturnType<typeof world>, calls: readonly Asked[]) => {
  const told: (readonly Outcome[])[] = [];
  let waiting: Promise<unknown>[] = [];
  for (const [index, { entityId, type, amount, tries, atOnce, crashesAfter }] of calls.entries()) {
    const request = {
      entityId,
      command: { type, data: { amount }, at: specTime },
      reach: 'all' as const,
      provenance: asBob(`${index}`),
    };
    const outcomes: Outcome[] = [];
    told.push(outcomes);
    const each = tries.map(async (process) => {
      const outcome = await processes[process]?.(request).catch((error: unknown) => {
        expect(error).toBeInstanceOf(StoreUnavailable);
      });
      if (outcome !== undefined) outcomes.push(outcome);
    });
    waiting.push(...each);
    if (!atOnce) waiting = (await Promise.all(waiting), []);
    if (crashesAfter) processes[tries[0] ?? 0] = start(); // what was under way goes on without anybody who waits for it
  }
  await Promise.all(waiting);
  return told;
};

const amountOf = ({ events }: Commit): number =>
  events.reduce((sum, { type, data }) => sum + (type === 'Deposited' ? 1 : -1) * Number(data['amount']), 0);

const expectSound = (commits: readonly Commit[], calls: readonly Asked[], told: readonly (readonly Outcome[])[]) => {
  expect(commits.map(firstVersionOf)).toEqual(commits.map((_, index) => index + 1));
  let balance = 0;
  for (const commit of commits) {
    const { type, amount } = calls[Number(commit.commandId)] ?? {};
    balance += amountOf(commit);
    expect(commit.events).toEqual([
      { type: type === 'Deposit' ? 'Deposited' : 'Withdrawn', schemaVersion: 1, data: { amount } },
    ]);
    expect(balance).toBeGreaterThanOrEqual(0);
  }
  for (const [index, outcomes] of told.entries()) {
    const stored = commits.filter(({ commandId }) => commandId === `${index}`);
    expect(stored.length).toBeLessThanOrEqual(1);
    const accepted = outcomes.filter(({ outcome }) => outcome === 'accepted');
    for (const outcome of accepted) expect(outcome).toMatchObject({ version: stored[0]?.version });
  }
};

it(`${runs} runs of racing, crashing and repeated commands keep every account right (ANNAL_SOAK_SEED=${seed})`, async () => {
  let appended = 0;
  const property = fc.asyncProperty(run, async ({ asked: calls, fates }) => {
    const made = world(fates[Symbol.iterator]());
    const told = await playOut(made, calls);
    for (const entityId of accounts) {
      const ofThis = calls.map((call) => call.entityId === entityId);
      const commits = await made.memory.read(streamIdOf('account', entityId));
      expectSound(
        commits,
        calls,
        told.map((outcomes, index) => (ofThis[index] === true ? outcomes : [])),
      );
      appended += commits.length;
    }
    expect(made.memory.feed().length).toBe(new Set(made.memory.feed().map((each) => (each as Commit).commandId)).size);
  });
  await fc.assert(property, { numRuns: runs, seed });
  expect(appended).toBeGreaterThan(runs);
}, 1_200_000);
