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
    const nothing = { memory: null, asks: [], waits: [], isBeyondPivot: false, reason: null, how: null };
    return { phase: 'running', version, id, definition, hops, ...nothing };
  }
  return state.phase === 'not-started' ? state : { ...after(state, event, version), version };
};

type Later = Exclude<ProcessEvent, { type: 'ProcessStarted' }>;

const timed = ['WaitStarted', 'AskPostponed', 'AskRetried', 'DeadlineExtended', 'DeadlinePassed'] as const;

/** What changes the deadlines of a process, its new asks apart. */
type Timed = Extract<Later, { type: (typeof timed)[number] }>;

const isTimed = (event: Later): event is Timed => timed.some((type) => type === event.type);

const after = (state: StartedProcess, event: Later, version: number): StartedProcess => {
  if (isTimed(event)) return afterTime(state, event, version);
  switch (event.type) {
    case 'Noticed':
      return state;
    case 'Remembered':
      return { ...state, memory: event.data.memory };
    case 'Asked':
      return asked(state, event.data, version);
    case 'Answered':
      return answered(state, event.data, version);
    case 'AskSkipped':
      return skipped(state, event.data.number, version);
    case 'CompensationStarted':
      return { ...withoutWaits(state), phase: 'compensating', reason: event.data.reason };
    case 'Compensated':
      return { ...state, phase: 'closing' };
    case 'ProcessEnded':
      return ended(state, event.data);
  }
};

const afterTime = (state: StartedProcess, event: Timed, version: number): StartedProcess => {
  switch (event.type) {
    case 'WaitStarted':
      return waiting(state, event.data, version);
    case 'AskPostponed':
      return changed(state, event.data.number, (ask) => ({ ...ask, status: 'postponed' }));
    case 'DeadlinePassed':
      return overdue(state, event.data.number);
    case 'AskRetried':
    case 'DeadlineExtended':
      return dueLater(state, event.data);
  }
};

const dueLater = (
  state: StartedProcess,
  { number, dueAt }: DataOf<'AskRetried' | 'DeadlineExtended'>,
): StartedProcess => {
  const waits = state.waits.map((wait) => (wait.number === number ? { ...wait, dueAt } : wait));
  return changed({ ...state, waits }, number, (ask) => ({ ...ask, status: 'open', dueAt }));
};

/** A wait takes the place of an earlier one of its name. */
const waiting = (state: StartedProcess, data: DataOf<'WaitStarted'>, number: number): StartedProcess => ({
  ...state,
  waits: [...state.waits.filter(({ wait }) => wait !== data.wait), { ...data, number }],
});

/** A process that runs no more waits for nothing, and asks nothing again. */
const withoutWaits = (state: StartedProcess): StartedProcess => ({
  ...state,
  waits: [],
  asks: state.asks.map((ask) => (ask.status === 'postponed' ? { ...ask, status: 'refused' } : ask)),
});

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
  changed({ ...state, waits: state.waits.filter((wait) => wait.number !== number) }, number, (ask) => ({
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
const ended = (before: StartedProcess, { how, reason }: DataOf<'ProcessEnded'>): StartedProcess => {
  const state = withoutWaits(before);
  return {
    ...state,
    ...{ phase: 'ended', how, reason: reason ?? null },
    asks: how === 'resolved-by-hand' ? state.asks.map(closed) : state.asks,
  };
};

const closed = (ask: AskState): AskState => {
  if (!isInFlight(ask) && !isStuck(ask)) return ask;
  return { ...ask, status: ask.kind === 'undoable' && ask.status === 'open' ? 'given-up' : 'skipped' };
};
