import { schemaVersionOf } from '../../domain/modelling/aggregate.ts';
import type { DeclaredProcess } from '../../domain/modelling/process.ts';
import { processEvents, type ProcessEvent } from '../../domain/modelling/processes/process-events.ts';
import { isInFlight, type AskState } from '../../domain/modelling/processes/process-state.ts';
import type { GoldenHalfWay } from './golden-files.ts';
import { decisionOf, stateOf } from './half-way.ts';

/** Processes half-way, by name. */
type HalfWay = Readonly<Record<string, GoldenHalfWay>>;

/** A walk is over after so many steps: a process need not have an end. */
const mostSteps = 1_000;

/**
 * Every answer to everything that a process asks, and the end of everything that it waits for, with the shortest way to it: from the
 * starts that are recorded, which have no history, each ask on the way is accepted once and refused once, and each wait is over once.
 * Named by what happened: `hold refused`. What more than that matters, such as an ask that is refused for a certain reason, is recorded
 * by hand.
 */
export const walkedFrom = (process: DeclaredProcess, recorded: HalfWay): HalfWay => {
  const found = new Map<string, GoldenHalfWay>();
  const queue = Object.values(recorded)
    .filter(({ history }) => history.length === 0)
    .map((start) => next(process, start));
  for (let steps = 0; steps < mostSteps; steps += 1) {
    const left = queue.shift();
    if (left === undefined) break;
    for (const { name, golden } of stepsFrom(process, left)) {
      if (name !== undefined && !found.has(name)) found.set(name, golden);
      queue.push(next(process, golden));
    }
  }
  return Object.fromEntries(found);
};

/** A process that was left at a moment. */
interface Left {
  readonly history: GoldenHalfWay['history'];
  readonly at: string;
}

const next = (process: DeclaredProcess, golden: GoldenHalfWay): Left => {
  const decision = decisionOf(process, golden);
  const events = decision.accepted ? decision.events : [];
  return { history: [...golden.history, ...events.map(stored)], at: golden.command.at };
};

const stored = ({ type, data }: ProcessEvent): Left['history'][number] => ({
  type,
  schemaVersion: schemaVersionOf(processEvents[type]),
  data: { ...data },
});

/** What can happen next. What has no name is walked through, and not recorded. */
interface Step {
  readonly name?: string;
  readonly golden: GoldenHalfWay;
}

const stepsFrom = (process: DeclaredProcess, { history, at }: Left): readonly Step[] => {
  const state = stateOf(process, { history });
  if (state.phase === 'not-started') return [];
  const waits = state.waits.map(({ wait, dueAt }) => ({
    name: `${wait} is over`,
    golden: { history, command: { type: 'NoticeDeadline', data: {}, at: dueAt } },
  }));
  const answers = state.asks.filter(isInFlight).flatMap((ask) =>
    answersTo(ask).map((answer) => ({
      // How an undo is answered is the engine's matter, and the same for every process.
      ...(ask.kind === 'undo' ? {} : { name: `${ask.ask} ${answer.outcome}` }),
      golden: { history, command: { type: 'RecordAnswer', data: { number: ask.number, ...answer }, at } },
    })),
  );
  return [...answers, ...waits];
};

const answersTo = ({ kind }: AskState) => [
  { outcome: 'accepted' },
  ...(kind === 'undo' ? [] : [{ outcome: 'refused', refusal: { type: 'Refused' } }]),
];
