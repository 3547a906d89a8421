import type { ProcessEvent } from './process-events.ts';
import {
  goesForward,
  isInFlight,
  isStuck,
  type AskState,
  type ProcessState,
  type StartedProcess,
} from './process-state.ts';

type DataOf<Type extends ProcessEvent['type']> = Extract<ProcessEvent, { type: Type }>['data'];

/** The process after one more event. */
export const evolveProcess = (state: ProcessState, event: ProcessEvent): ProcessState => {
  const version = state.version + 1;
  if (event.type === 'ProcessStarted') {
    const { id, definition, hops } = event.data;
    const nothing = { memory: null, asks: [], isBeyondPivot: false, reason: null, how: null };
    return { phase: 'running', version, id, definition, hops, ...nothing };
  }
  return state.phase === 'not-started' ? state : { ...after(state, event, version), version };
};

type Operated = Extract<ProcessEvent, { type: 'DeadlineExtended' | 'AskRetried' | 'AskSkipped' }>;
type Later = Exclude<ProcessEvent, { type: 'ProcessStarted' }>;

const isOperated = (event: Later): event is Operated =>
  event.type === 'DeadlineExtended' || event.type === 'AskRetried' || event.type === 'AskSkipped';

const after = (state: StartedProcess, event: Later, version: number): StartedProcess => {
  if (isOperated(event)) return afterOperator(state, event, version);
  switch (event.type) {
    case 'Noticed':
      return state;
    case 'Remembered':
      return { ...state, memory: event.data.memory };
    case 'Asked':
      return asked(state, event.data, version);
    case 'Answered':
      return answered(state, event.data, version);
    case 'DeadlinePassed':
      return overdue(state, event.data.number);
    case 'CompensationStarted':
      return { ...state, phase: 'compensating', reason: event.data.reason };
    case 'Compensated':
      return { ...state, phase: 'closing' };
    case 'ProcessEnded':
      return ended(state, event.data);
  }
};

const afterOperator = (state: StartedProcess, event: Operated, version: number): StartedProcess => {
  if (event.type === 'AskSkipped') return skipped(state, event.data.number, version);
  const { number, dueAt } = event.data;
  return changed(state, number, (ask) => ({ ...ask, status: 'open', dueAt }));
};

const changed = (state: StartedProcess, number: number, change: (ask: AskState) => AskState): StartedProcess => ({
  ...state,
  asks: state.asks.map((ask) => (ask.number === number ? change(ask) : ask)),
});

const asked = (state: StartedProcess, data: DataOf<'Asked'>, number: number): StartedProcess => {
  const next: StartedProcess = { ...state, asks: [...state.asks, { ...data, number, status: 'open' }] };
  return data.undoes === undefined ? next : changed(next, data.undoes, (ask) => ({ ...ask, status: 'undoing' }));
};

const answered = (state: StartedProcess, { number, outcome }: DataOf<'Answered'>, version: number): StartedProcess => {
  const ask = state.asks.find((each) => each.number === number);
  if (ask === undefined) return state;
  if (outcome !== 'refused') return accepted(state, ask, version);
  const hasWayRound = (ask.kind === 'undoable' || ask.kind === 'pivot') && !goesForward(state);
  return changed(state, number, (each) => ({ ...each, status: hasWayRound ? 'refused' : 'blocked' }));
};

const accepted = (state: StartedProcess, ask: AskState, acceptedAt: number): StartedProcess => {
  const isLate = ask.status === 'refused' || ask.status === 'given-up';
  const status = isLate && ask.undo === undefined ? 'unwanted' : 'accepted';
  const next = changed(state, ask.number, () => ({ ...ask, status, acceptedAt }));
  if (ask.undoes !== undefined) return changed(next, ask.undoes, (each) => ({ ...each, status: 'undone' }));
  // What was to be undone waits for the answer of the pivot, so nothing of it is undone yet.
  return ask.kind === 'pivot' && !isLate ? { ...next, isBeyondPivot: true, phase: 'running', reason: null } : next;
};

const overdue = (state: StartedProcess, number: number): StartedProcess =>
  changed(state, number, (ask) => ({
    ...ask,
    status: ask.kind === 'undoable' && !goesForward(state) ? 'given-up' : 'overdue',
  }));

const skipped = (state: StartedProcess, number: number, version: number): StartedProcess => {
  const ask = state.asks.find((each) => each.number === number);
  if (ask === undefined) return state;
  const isPivot = ask.kind === 'pivot' && ask.status !== 'unwanted';
  const next = isPivot || ask.undoes !== undefined ? accepted(state, ask, version) : state;
  return changed(next, number, (each) => ({ ...each, status: 'skipped' }));
};

/** What is settled by hand waits for nothing any more; what can still be undone is, when it is accepted after all. */
const ended = (state: StartedProcess, { how, reason }: DataOf<'ProcessEnded'>): StartedProcess => ({
  ...state,
  ...{ phase: 'ended', how, reason: reason ?? null },
  asks: how === 'resolved-by-hand' ? state.asks.map(closed) : state.asks,
});

const closed = (ask: AskState): AskState => {
  if (!isInFlight(ask) && !isStuck(ask)) return ask;
  return { ...ask, status: ask.kind === 'undoable' && ask.status === 'open' ? 'given-up' : 'skipped' };
};
