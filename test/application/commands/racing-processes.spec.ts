import { setImmediate as turn } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { CommandOutcome } from '../../../application/commands/command-outcome.ts';
import { streamIdOf, firstVersionOf, type Commit } from '../../../application/streams/commit.ts';
import { decodeCommits } from '../../../application/streams/event-codec.ts';
import { StoreUnavailable, type EventStore } from '../../../application/streams/event-store.ts';
import { sheet, type SheetCommand } from '../../support/ledger/index.ts';
import { asBob } from '../../support/as-bob.ts';
import { commands, sheetsOverMemory } from '../../support/sheets.ts';
import { withoutFacts } from '../../support/decision-context.ts';

const asked: fc.Arbitrary<SheetCommand> = fc.oneof(
  fc.constant(commands.open),
  fc.integer({ min: 1, max: 4 }).map(commands.changeRent),
  fc.constantFrom(commands.removeTax, commands.drop, commands.close, commands.sign),
);

/** How an append ends: as it should, without its answer, or with an answer that the store has found out by reading. */
const fate = fc.constantFrom('answered', 'lost', 'read again');

/** One call: which process, which command, under which id (repeated ones included), and what becomes of an append. */
const call = fc.record({
  process: fc.integer({ min: 0, max: 2 }),
  sheetId: fc.constantFrom('1', '2'),
  command: asked,
  isRepeat: fc.boolean(),
  fate,
  /** How many of several commits the store takes. */
  takes: fc.integer({ min: 1, max: 5 }),
});

/** What becomes of one append. */
interface Append {
  readonly fate: 'answered' | 'lost' | 'read again';
  readonly takes: number;
}

/** A store whose answers take turns to come, which takes some of several commits, and sometimes does not say that it has. */
const unreliable =
  (nextAppend: () => Append) =>
  (inner: EventStore): EventStore => ({
    read: async (...of) => {
      await turn();
      return inner.read(...of);
    },
    readNewest: async (...of) => {
      await turn();
      return inner.readNewest(...of);
    },
    hasNext: async (...of) => {
      await turn();
      return inner.hasNext(...of);
    },
    findByCommands: async (...of) => {
      await turn();
      return inner.findByCommands(...of);
    },
    append: async (head, first, ...others) => {
      await turn();
      const { fate, takes } = nextAppend();
      const append = () => inner.append(head, first, ...others.slice(0, takes - 1));
      const written = await append();
      if (fate === 'lost') throw new StoreUnavailable('the answer was lost');
      return fate === 'read again' ? append() : written;
    },
  });

interface Call {
  readonly process: number;
  readonly sheetId: string;
  readonly command: SheetCommand;
  readonly isRepeat: boolean;
}
type Sheets = ReturnType<typeof sheetsOverMemory>;

/** An answer, and what the stream had by the time at which it came. */
interface Answer {
  readonly outcome: CommandOutcome<unknown>;
  readonly command: SheetCommand;
  readonly commits: readonly Commit[];
}

/** Makes all calls at once, each repeated one also to another process. */
const callAll = ({ newProcess, snapshots, history }: Sheets, calls: readonly Call[]) => {
  const processes = [
    newProcess(),
    newProcess({ snapshots: { ...snapshots, find: () => Promise.resolve(undefined) } }),
    newProcess({ snapshots: { ...snapshots, find: () => Promise.reject(new Error('out of reach')) } }),
  ];
  const made = calls.flatMap(({ process, sheetId: entityId, command, isRepeat }, index) => {
    const provenance = { ...asBob(`command-${index}`), commandDigest: JSON.stringify(command) };
    const called = isRepeat ? [process, (process + 1) % processes.length] : [process];
    return called.map(async (each): Promise<Answer> => {
      const handle = processes[each] ?? expect.fail(`There is no process ${each}.`);
      const outcome = await handle({ entityId, command, reach: 'all', provenance });
      return { outcome, command, commits: await history.read(streamIdOf('sheet', entityId)) };
    });
  });
  return Promise.allSettled(made);
};

/** What is stored is what the rules allow: gapless, each command once, each commit what deciding on the state before it gives. */
const expectLawfulHistory = (commits: readonly Commit[], calls: readonly Call[]) => {
  expect(commits.map(firstVersionOf)).toEqual(commits.map((_, index) => (commits[index - 1]?.version ?? 0) + 1));
  expect(new Set(commits.map(({ commandId }) => commandId)).size).toBe(commits.length);
  let state = sheet.initial;
  for (const commit of commits) {
    const command = calls[Number(commit.commandId.slice('command-'.length))]?.command;
    const events = decodeCommits(sheet.events, [commit]).map(({ event }) => event);
    expect(command && sheet.decide(command, state, withoutFacts)).toEqual({ accepted: true, events });
    state = events.reduce(sheet.evolve, state);
  }
};

/** The states of a stream, by version, from nothing on. */
const statesOf = (commits: readonly Commit[]): ReadonlyMap<number, typeof sheet.initial> => {
  const states = new Map([[0, sheet.initial]]);
  let state = sheet.initial;
  for (const { event, version } of decodeCommits(sheet.events, commits)) {
    state = sheet.evolve(state, event);
    states.set(version, state);
  }
  return states;
};

/**
 * Whoever was told of events finds just these at their place. Whoever was told anything else finds, in what was stored by then, a state
 * on which the rules say so.
 */
const expectTrueAnswer = ({ outcome, command, commits }: Answer) => {
  if (outcome.outcome === 'accepted' && outcome.events.length > 0) {
    const commit = commits.find(({ version }) => version === outcome.version);
    expect(commit?.events.map(({ type }) => type)).toEqual(outcome.events.map(({ type }) => type));
    return;
  }
  const states = statesOf(commits);
  if (outcome.outcome === 'accepted') {
    const state = states.get(outcome.version);
    expect(state && sheet.decide(command, state, withoutFacts)).toEqual({ accepted: true, events: [] });
  } else {
    const { outcome: told, ...why } = outcome;
    expect(told).toBe('rejected');
    const decisions = [...states.values()].map((state) => sheet.decide(command, state, withoutFacts));
    expect(decisions.some((decision) => isDeepStrictEqual(decision, { accepted: false, ...why }))).toBe(true);
  }
};

it('three processes that race, with repeats and lost answers, tell nobody anything wrong and store nothing twice', async () => {
  const calls = fc.array(call, { minLength: 1, maxLength: 25, size: 'max' });
  const property = fc.asyncProperty(calls, async (made) => {
    const appends: Append[] = made.map(({ fate, takes }) => ({ fate, takes }));
    const racing = sheetsOverMemory(
      unreliable(() => appends.pop() ?? { fate: 'answered', takes: 100 }),
      { snapshotEvery: 1 },
    );
    const answers = await callAll(racing, made);
    for (const id of ['1', '2']) expectLawfulHistory(await racing.eventStore.read(streamIdOf('sheet', id)), made);
    for (const answer of answers) {
      if (answer.status === 'rejected') expect(answer.reason).toBeInstanceOf(StoreUnavailable);
      else expectTrueAnswer(answer.value);
    }
  });
  await fc.assert(property, { numRuns: 150 });
});
