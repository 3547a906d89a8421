import { evolveProcess } from './evolve-process.ts';
import type { ProcessEvent } from './process-events.ts';
import type { ProcessState, StartedProcess } from './process-state.ts';

/** A decision in the making: the events so far, and the process as it is behind them. */
export interface Steps {
  readonly state: StartedProcess;
  readonly events: readonly ProcessEvent[];
  /** Why the reaction was not allowed. Then nothing of the decision holds. */
  readonly fault?: string;
}

/** No events yet. */
export const stepsFrom = (state: StartedProcess): Steps => ({ state, events: [] });

/** The events that start a process. */
export const startedBy = (
  initial: ProcessState,
  event: Extract<ProcessEvent, { readonly type: 'ProcessStarted' }>,
): Steps | undefined => {
  const state = evolveProcess(initial, event);
  return state.phase === 'not-started' ? undefined : { state, events: [event] };
};

/** One event more. */
export const withEvent = (steps: Steps, event: ProcessEvent): Steps => {
  const state = evolveProcess(steps.state, event);
  return state.phase === 'not-started' ? steps : { ...steps, state, events: [...steps.events, event] };
};

/** The same decision, which does not hold. */
export const withFault = (steps: Steps, fault: string): Steps => ({ ...steps, fault: steps.fault ?? fault });
