import { applyAgain, applyPostponement, applyWait } from './apply-wait.ts';
import { asJson, type AnyAsk, type AskKind } from './ask.ts';
import { momentAfter } from './duration.ts';
import { goesForward, isInFlight, type StartedProcess } from './process-state.ts';
import type { Asks, Reaction } from './reaction.ts';
import { withEvent, withFault, type Steps } from './steps.ts';

/** What is not declared any more may take so long, in milliseconds. */
export const usualWithinMs = 5 * 60_000;

/** The most asks of one process: its state holds them all, and a process without an end must show. */
export const mostAsks = 1_000;

/** What a reaction may name. */
export interface DeclaredNames<Declared extends Asks> {
  readonly asks: Declared;
  /** How long each takes, in milliseconds. */
  readonly waits: ReadonlyMap<string, number>;
}

/** What a reaction adds, or why it is not allowed. */
export const applyReaction = <Declared extends Asks, Memory extends object, Waits extends string>(
  { asks, waits }: DeclaredNames<Declared>,
  steps: Steps,
  reaction: Reaction<Declared, Memory, Waits>,
  at: string,
): Steps => {
  if ('ask' in reaction) return applyAsk(steps, { ...reaction, declared: asks[reaction.ask], at });
  if ('wait' in reaction) return applyWait(steps, reaction.wait, at, waits.get(reaction.wait));
  if ('postpone' in reaction) return applyPostponement(steps, { ...reaction, ask: reaction.postpone });
  if ('again' in reaction) {
    const withinMs = asks[reaction.again]?.withinMs ?? usualWithinMs;
    return applyAgain(steps, { ...reaction, ask: reaction.again }, at, withinMs);
  }
  if ('remember' in reaction)
    return withEvent(steps, { type: 'Remembered', data: { memory: asJson(reaction.remember) } });
  return 'fail' in reaction ? applyFailure(steps, reaction.fail) : applyCompletion(steps);
};

const applyFailure = (steps: Steps, reason: string): Steps =>
  steps.state.phase === 'running' && !steps.state.isBeyondPivot
    ? withEvent(steps, { type: 'CompensationStarted', data: { reason } })
    : steps;

const applyCompletion = (steps: Steps): Steps => {
  const { state } = steps;
  if (state.phase !== 'running' || state.asks.some((ask) => isInFlight(ask) && ask.kind !== 'undo'))
    return withFault(steps, 'It completes while something is asked or undone.');
  return withEvent(steps, { type: 'ProcessEnded', data: { how: 'completed' } });
};

interface AskReaction {
  readonly ask: string;
  readonly to: string;
  readonly data: unknown;
  readonly declared: AnyAsk | undefined;
  readonly at: string;
}

const applyAsk = (steps: Steps, { ask, to, data, declared, at }: AskReaction): Steps => {
  if (declared === undefined) return withFault(steps, `It asks ${ask}, which is not declared.`);
  const why = whyNot(steps.state, declared.kind);
  if (why !== undefined) return withFault(steps, `It asks ${ask} ${why}.`);
  const checked = declared.checked(data);
  if ('issues' in checked) return withFault(steps, `It asks ${ask} with data that cannot be: ${checked.issues}`);
  return withEvent(steps, {
    type: 'Asked',
    data: {
      ask,
      kind: goesForward(steps.state) ? 'forward' : declared.kind,
      target: { category: declared.category, entityId: to },
      ...checked,
      dueAt: momentAfter(at, declared.withinMs),
    },
  });
};

const whyNot = (state: StartedProcess, kind: AskKind): string | undefined => {
  if (state.asks.length >= mostAsks) return `although it has asked ${mostAsks} times already`;
  if (state.phase !== 'running' && state.phase !== 'closing') return 'after it has failed or ended';
  if (kind === 'forward' && !goesForward(state)) return 'before the pivot, and nothing would undo it';
  if (kind !== 'pivot') return undefined;
  if (goesForward(state)) return 'where there is no way back already';
  const isUncertain = state.asks.some((ask) => isInFlight(ask) || ask.status === 'postponed');
  return isUncertain ? 'while other answers are missing, which could still fail' : undefined;
};
