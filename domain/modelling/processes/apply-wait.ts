import { momentAfter } from './duration.ts';
import type { AskState, StartedProcess } from './process-state.ts';
import { withEvent, withFault, type Steps } from './steps.ts';

/** An ask as a reaction names it: the newest one of its name to this entity. */
export interface NamedAsk {
  readonly ask: string;
  readonly to: string;
}

const newestOf = ({ asks }: StartedProcess, { ask, to }: NamedAsk): AskState | undefined =>
  asks.findLast((each) => each.ask === ask && each.target.entityId === to && each.kind !== 'undo');

/** Keeps an ask that was refused, to ask it again. */
export const applyPostponement = (steps: Steps, named: NamedAsk): Steps => {
  const found = newestOf(steps.state, named);
  return steps.state.phase === 'running' && found?.status === 'refused'
    ? withEvent(steps, { type: 'AskPostponed', data: { number: found.number } })
    : withFault(steps, `It postpones ${named.ask}, which was not refused.`);
};

/** Asks again what was postponed; it may take so long, in milliseconds. */
export const applyAgain = (
  steps: Steps,
  { reason, ...named }: NamedAsk & { readonly reason: string },
  at: string,
  withinMs: number,
): Steps => {
  const found = newestOf(steps.state, named);
  if (found?.status !== 'postponed') return withFault(steps, `It asks ${named.ask} again, which it has not postponed.`);
  const { number, target, command } = found;
  return withEvent(steps, {
    type: 'AskRetried',
    data: { number, target, command, dueAt: momentAfter(at, withinMs), reason },
  });
};

/** Begins to wait for so long, in milliseconds; undefined for a wait that is not declared. */
export const applyWait = (steps: Steps, wait: string, at: string, forMs: number | undefined): Steps => {
  if (forMs === undefined) return withFault(steps, `It waits for ${wait}, which is not declared.`);
  if (steps.state.phase !== 'running') return withFault(steps, `It waits for ${wait} after it has failed or ended.`);
  return withEvent(steps, { type: 'WaitStarted', data: { wait, dueAt: momentAfter(at, forMs) } });
};
