import { asJson, type AnyAsk, type AskKind } from './ask.ts';
import { momentAfter } from './duration.ts';
import { goesForward, isInFlight, type StartedProcess } from './process-state.ts';
import type { Asks, Reaction } from './reaction.ts';
import { withEvent, withFault, type Steps } from './steps.ts';

/** The most asks of one process: its state holds them all, and a process without an end must show. */
export const mostAsks = 1_000;

/** What a reaction adds, or why it is not allowed. */
export const applyReaction = <Declared extends Asks, Memory extends object>(
  asks: Declared,
  steps: Steps,
  reaction: Reaction<Declared, Memory>,
  at: string,
): Steps => {
  const { state } = steps;
  if ('ask' in reaction) return applyAsk(steps, { ...reaction, declared: asks[reaction.ask], at });
  if ('remember' in reaction)
    return withEvent(steps, { type: 'Remembered', data: { memory: asJson(reaction.remember) } });
  if ('fail' in reaction)
    return state.phase === 'running' && !state.isBeyondPivot
      ? withEvent(steps, { type: 'CompensationStarted', data: { reason: reaction.fail } })
      : steps;
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
  return state.asks.some(isInFlight) ? 'while other answers are missing, which could still fail' : undefined;
};
