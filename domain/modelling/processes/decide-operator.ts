import { accept, nothingToDo, reject, type Decision } from '../aggregate.ts';
import { momentAfter } from './duration.ts';
import type { ProcessCommand, ProcessRejection } from './process-commands.ts';
import type { ProcessEvent } from './process-events.ts';
import { isInFlight, isStuck, type AskState, type Deadline, type StartedProcess } from './process-state.ts';
import type { Reacting } from './reacting.ts';
import { stepsFrom, withEvent } from './steps.ts';

/** What operators say to a process. */
export type OperatorCommand = Extract<
  ProcessCommand,
  { readonly type: 'RetryAsk' | 'SkipAsk' | 'ResolveProcess' | 'ExtendDeadline' }
>;

/** Whether it is an operator who says it. */
export const isOfOperator = (command: ProcessCommand): command is OperatorCommand =>
  ['RetryAsk', 'SkipAsk', 'ResolveProcess', 'ExtendDeadline'].includes(command.type);

type OperatorDecision = Decision<ProcessEvent, ProcessRejection>;

/** Decides on what an operator says to a process that has begun. */
export const decideOperator = (
  reacting: Reacting,
  command: OperatorCommand,
  state: StartedProcess,
): OperatorDecision => {
  if (command.type === 'ResolveProcess') return resolve(command.data.reason, state);
  const ask = state.asks.find(({ number }) => number === command.data.number);
  const wait = state.waits.find(({ number }) => number === command.data.number);
  if (command.type === 'ExtendDeadline' && wait !== undefined) return another(command, wait);
  if (ask === undefined) return reject({ type: 'AskNotFound' });
  switch (command.type) {
    case 'RetryAsk':
      return retry(reacting, command, ask);
    case 'SkipAsk':
      return skip(reacting, command, { state, ask });
    case 'ExtendDeadline':
      return extend(command, ask);
  }
};

const resolve = (reason: string, { phase, asks }: StartedProcess): OperatorDecision =>
  phase === 'ended' && !asks.some(isStuck)
    ? reject({ type: 'ProcessAlreadyEnded' })
    : accept({ type: 'ProcessEnded', data: { how: 'resolved-by-hand', reason } });

const retry = (
  { withinOf }: Reacting,
  { data: { number, reason }, at }: Extract<OperatorCommand, { type: 'RetryAsk' }>,
  { status, command, target, ask }: AskState,
): OperatorDecision => {
  if (status !== 'overdue' && status !== 'blocked') return reject({ type: 'AskNotStuck' });
  const dueAt = momentAfter(at, withinOf(ask));
  return accept({ type: 'AskRetried', data: { number, target, command, dueAt, reason } });
};

const skip = (
  reacting: Reacting,
  { data, at }: Extract<OperatorCommand, { type: 'SkipAsk' }>,
  { state, ask }: { readonly state: StartedProcess; readonly ask: AskState },
): OperatorDecision => {
  if (!isStuck(ask)) return reject({ type: 'AskNotStuck' });
  const skipped = withEvent(stepsFrom(state), { type: 'AskSkipped', data });
  const { events, fault: why } =
    ask.status === 'unwanted' ? reacting.goOn(skipped, at) : reacting.onAcceptance(skipped, ask, at);
  return why === undefined ? accept(...events) : reject({ type: 'ReactionNotAllowed', why });
};

type Extension = Extract<OperatorCommand, { type: 'ExtendDeadline' }>;

const extend = (command: Extension, ask: AskState): OperatorDecision => {
  if (!isInFlight(ask)) return reject({ type: 'AskNotOpen' });
  return ask.status === 'open' ? another(command, ask) : accept({ type: 'DeadlineExtended', data: command.data });
};

const another = ({ data }: Extension, { dueAt }: Deadline): OperatorDecision =>
  data.dueAt === dueAt ? nothingToDo : accept({ type: 'DeadlineExtended', data });
