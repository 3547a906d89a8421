import type { Recorded } from '../recorded.ts';
import type { Refusal } from './process-events.ts';
import { goesForward, type AskState, type StartedProcess } from './process-state.ts';
import { goingOnBy, type ProcessRules } from './react-to.ts';
import type { Asks } from './reaction.ts';
import type { WithinOf } from './settle.ts';
import { withEvent, type Steps } from './steps.ts';
import type { AnyTrigger, EventOfTrigger } from './trigger.ts';

/** An event of which nothing is known but its place. */
export type AnyRecorded = Recorded<{ readonly type: string; readonly data: unknown }>;

/** An event, and the category of its stream. */
export interface Delivered {
  readonly category: string;
  readonly recorded: AnyRecorded;
}

/** How one kind of process reacts, whatever its types are. What gives steps gives the decision with all that follows. */
export interface Reacting {
  readonly definition: number;
  readonly withinOf: WithinOf;
  starts(delivered: Delivered): boolean;
  hears(delivered: Delivered): boolean;
  onEvent(steps: Steps, what: 'started' | 'heard', delivered: Delivered, at: string): Steps;
  onAcceptance(steps: Steps, ask: AskState, at: string): Steps;
  onRefusal(steps: Steps, ask: AskState, refused: { readonly refusal: Refusal; readonly at: string }): Steps;
  onDeadline(steps: Steps, ask: AskState, at: string): Steps;
  onTimeOut(steps: Steps, wait: string, at: string): Steps;
  /** Compensates, or ends, as far as that is possible now. */
  goOn(steps: Steps, at: string): Steps;
}

/** How a process of these rules reacts. */
export const reactingBy = <
  Declared extends Asks,
  Triggered extends AnyTrigger,
  Memory extends object,
  Waits extends string,
>(
  rules: ProcessRules<Declared, Triggered, Memory, Waits>,
): Reacting => {
  const { asks, starts, triggers, definition } = rules;
  const { withinOf, goOn, tell, tellTimeOut, tellFailure } = goingOnBy(rules);

  const isIn = (list: readonly AnyTrigger[], { category, recorded }: Delivered): boolean =>
    list.some((each) => each.category === category && each.read(recorded) !== undefined);
  /** A trigger of the process has read the event: all that the type says. */
  const isHeard = (
    recorded: Recorded<unknown>,
    delivered: Delivered,
  ): recorded is Recorded<EventOfTrigger<Triggered>> => recorded === delivered.recorded && isIn(triggers, delivered);
  const isAsk = (name: string): name is keyof Declared & string => Object.hasOwn(asks, name);

  return {
    definition,
    withinOf,
    goOn,
    onTimeOut: tellTimeOut,
    starts: (delivered) => isIn(starts, delivered),
    hears: (delivered) => isIn(triggers, delivered),
    onEvent: (steps, what, delivered, at) =>
      isHeard(delivered.recorded, delivered) ? tell(steps, { what, by: delivered.recorded }, at) : steps,
    onAcceptance: (steps, { ask, target, kind }, at) => {
      const { phase } = steps.state;
      const isTold = kind !== 'undo' && (phase === 'running' || phase === 'closing');
      return isTold && isAsk(ask) ? tell(steps, { what: 'accepted', ask, to: target.entityId }, at) : goOn(steps, at);
    },
    onRefusal: (steps, { ask, target, kind }, { refusal, at }) => {
      if (kind === 'undo' || !canFail(steps.state)) return goOn(steps, at);
      const reason = `${ask} was refused: ${refusal.type}`;
      return isAsk(ask)
        ? tellFailure(steps, { what: 'refused', ask, to: target.entityId, refusal }, { reason, at })
        : failed(goOn, steps, reason, at);
    },
    onDeadline: (steps, { ask, target, kind }, at) => {
      if (kind !== 'undoable' || !canFail(steps.state)) return goOn(steps, at);
      const reason = `${ask} was not answered in time`;
      return isAsk(ask)
        ? tellFailure(steps, { what: 'unanswered', ask, to: target.entityId }, { reason, at })
        : failed(goOn, steps, reason, at);
    },
  };
};

const canFail = (state: StartedProcess): boolean => state.phase === 'running' && !goesForward(state);

/** An ask that is declared no more fails the process. */
const failed = (goOn: Reacting['goOn'], steps: Steps, reason: string, at: string): Steps =>
  goOn(withEvent(steps, { type: 'CompensationStarted', data: { reason } }), at);
