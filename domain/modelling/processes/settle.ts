import { momentAfter } from './duration.ts';
import { isInFlight, type AskState, type StartedProcess } from './process-state.ts';
import { withEvent, type Steps } from './steps.ts';

/** How long the undo of an ask may take, in milliseconds. */
export type WithinOf = (ask: string) => number;

/** What is still to be undone: an acceptance with an undo, where the process has failed or has given it up before. */
const toUndo = ({ asks }: StartedProcess): AskState | undefined =>
  asks
    .filter(({ status, undo }) => status === 'accepted' && undo !== undefined)
    .toSorted((one, other) => (other.acceptedAt ?? 0) - (one.acceptedAt ?? 0))[0];

/** Asks the undo of an accepted ask. */
export const withUndo = (steps: Steps, { ask, number, target, undo }: AskState, at: string, within: WithinOf): Steps =>
  undo === undefined
    ? steps
    : withEvent(steps, {
        type: 'Asked',
        data: { ask, kind: 'undo', target, command: undo, dueAt: momentAfter(at, within(ask)), undoes: number },
      });

/**
 * Goes on with the compensation of a process that has failed: once no answer is missing, it asks the undo of what was accepted last, one
 * at a time; when nothing is left, all is undone.
 */
export const settle = (steps: Steps, at: string, within: WithinOf): Steps => {
  const { state } = steps;
  const waits = state.asks.some((ask) => isInFlight(ask) || (ask.kind === 'undo' && ask.status === 'blocked'));
  if (state.phase !== 'compensating' || waits) return steps;
  const next = toUndo(state);
  return next === undefined ? withEvent(steps, { type: 'Compensated', data: {} }) : withUndo(steps, next, at, within);
};

/** Ends a process whose asks are all undone, when what had to follow is done, too. */
export const endOnceClosed = (steps: Steps): Steps => {
  const { phase, asks, reason } = steps.state;
  if (phase !== 'closing' || asks.some((ask) => isInFlight(ask) || ask.status === 'blocked')) return steps;
  return withEvent(steps, {
    type: 'ProcessEnded',
    data: { how: 'compensated', ...(reason !== null && { reason }) },
  });
};
