import { accept, nothingToDo, reject, type Decision } from '../aggregate.ts';
import type { Recorded } from '../recorded.ts';
import type { ProcessCommand, ProcessRejection } from './process-commands.ts';
import type { ProcessEvent, Refusal } from './process-events.ts';
import { decideOperator, isOfOperator } from './decide-operator.ts';
import {
  deadlinesOf,
  initialProcess,
  isInFlight,
  type AskState,
  type ProcessState,
  type StartedProcess,
} from './process-state.ts';
import type { Reacting } from './reacting.ts';
import { withUndo } from './settle.ts';
import { startedBy, stepsFrom, withEvent, withFault, type Steps } from './steps.ts';

/** The decision on what is said to a process. */
export type ProcessDecision = Decision<ProcessEvent, ProcessRejection>;

type DataOf<Type extends ProcessCommand['type']> = Extract<ProcessCommand, { type: Type }>['data'];

/** How many processes may cause each other in a row. */
export const mostHops = 16;

/** Decides on what is said to a process, by how it reacts. */
export const decideProcess =
  (reacting: Reacting) =>
  (command: ProcessCommand, state: ProcessState): ProcessDecision => {
    const { at } = command;
    if (command.type === 'Notice') return notice(reacting, command.data, state, at);
    if (state.phase === 'not-started') return command.type === 'RecordAnswer' ? nothingToDo : notStarted;
    if (isOfOperator(command)) return decideOperator(reacting, command, state);
    switch (command.type) {
      case 'TakeAsk':
        return isOpen(state, command.data.number) ? nothingToDo : reject({ type: 'AskNotOpen' });
      case 'RecordAnswer':
        return ending(answer(reacting, command.data, state, at));
      case 'NoticeDeadline':
        return ending(deadlines(reacting, state, at));
    }
  };

const notStarted = reject<ProcessRejection>({ type: 'ProcessNotStarted' });

const isOpen = ({ asks }: StartedProcess, number: number): boolean =>
  asks.some((ask) => ask.number === number && isInFlight(ask));

/** What has been decided, unless a reaction was not allowed. */
export const ending = ({ events, fault: why }: Steps): ProcessDecision =>
  why === undefined ? accept(...events) : reject({ type: 'ReactionNotAllowed', why });

const notice = (reacting: Reacting, data: DataOf<'Notice'>, state: ProcessState, at: string): ProcessDecision => {
  const { category, entityId, version, recordedAt, actor, type, hops } = data;
  const recorded: Recorded<{ type: string; data: unknown }> = {
    ...{ category, entityId, version, recordedAt, actor },
    event: { type, data: data.data },
  };
  const because = `${category}-${entityId}:${version}`;
  if (state.phase === 'not-started') {
    if (!reacting.starts({ category, recorded })) return nothingToDo;
    if (hops > mostHops) return reject({ type: 'TooManyHops', hops });
    const { definition } = reacting;
    const started = startedBy(initialProcess, {
      type: 'ProcessStarted',
      data: { id: data.id, definition, because, hops },
    });
    return started === undefined
      ? nothingToDo
      : ending(reacting.onEvent(started, 'started', { category, recorded }, at));
  }
  if (state.phase !== 'running' || !reacting.hears({ category, recorded })) return nothingToDo;
  const noticed = withEvent(stepsFrom(state), { type: 'Noticed', data: { because, type } });
  return ending(reacting.onEvent(noticed, 'heard', { category, recorded }, at));
};

const answer = (reacting: Reacting, data: DataOf<'RecordAnswer'>, state: StartedProcess, at: string): Steps => {
  const steps = stepsFrom(state);
  const ask = state.asks.find(({ number }) => number === data.number);
  if (ask === undefined) return steps;
  const answered = withEvent(steps, { type: 'Answered', data });
  if (data.outcome === 'refused')
    return isInFlight(ask) ? reacting.onRefusal(answered, ask, { refusal: data.refusal ?? unnamed, at }) : steps;
  const isAwaited = isInFlight(ask) || ask.status === 'blocked' || ask.status === 'postponed';
  if (isAwaited) return reacting.onAcceptance(answered, ask, at);
  return ask.status === 'refused' || ask.status === 'given-up' ? late(reacting, answered, ask, at) : steps;
};

const unnamed: Refusal = { type: 'Refused' };

/** An acceptance of what was closed. A process that compensates comes to it in its turn. */
const late = (reacting: Reacting, steps: Steps, { number }: AskState, at: string): Steps => {
  const ask = steps.state.asks.find((each) => each.number === number);
  if (ask === undefined) return withFault(steps, 'It has lost an ask.');
  if (ask.status !== 'accepted') return steps;
  return steps.state.phase === 'compensating' ? reacting.goOn(steps, at) : withUndo(steps, ask, at, reacting.withinOf);
};

/** Of several that are over at once, each is decided on what the earlier ones have led to. */
const deadlines = (reacting: Reacting, state: StartedProcess, at: string): Steps =>
  deadlinesOf(state).reduce((steps, { number }) => deadline(reacting, steps, number, at), stepsFrom(state));

const deadline = (reacting: Reacting, steps: Steps, number: number, at: string): Steps => {
  const { asks, waits } = steps.state;
  const ask = asks.find((each) => each.number === number);
  const wait = waits.find((each) => each.number === number);
  const dueAt = (ask ?? wait)?.dueAt;
  if (dueAt === undefined || at < dueAt) return steps;
  const passed = withEvent(steps, { type: 'DeadlinePassed', data: { number } });
  if (ask !== undefined) return reacting.onDeadline(passed, ask, at);
  return wait === undefined ? passed : reacting.onTimeOut(passed, wait.wait, at);
};
