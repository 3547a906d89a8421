import fc from 'fast-check';
import { expect, it } from 'vitest';
import { documentAfter } from '../../../../domain/modelling/processes/document-after.ts';
import {
  noDeadline,
  processDocument,
  type ProcessDocument,
} from '../../../../domain/modelling/processes/process-document.ts';
import type { ProcessEvent } from '../../../../domain/modelling/processes/process-events.ts';
import { processEvents } from '../../../../domain/modelling/processes/process-events.ts';
import {
  deadlinesOf,
  initialProcess,
  isInFlight,
  isStuck,
  processState,
  statusOf,
  type ProcessState,
} from '../../../../domain/modelling/processes/process-state.ts';
import type { ProcessCommand } from '../../../../domain/modelling/processes/process-commands.ts';
import { momentAfter } from '../../../../domain/modelling/processes/duration.ts';
import { withoutFacts } from '../../../support/decision-context.ts';
import { hasWhatMovesIt, isAtRest } from '../../../support/process-scenario.ts';
import { granting } from '../../../support/wishes/index.ts';

const { evolve, decide } = granting.aggregate;
const start = '2026-05-04T10:00:00.000Z';

/** What becomes of an ask in the world: two hosts may carry it out at once, so it can be refused and accepted. */
const fate = fc.constantFrom('accept', 'accept', 'accept', 'refuse', 'refuse-and-accept', 'accept-late');
type Fate = 'accept' | 'refuse' | 'refuse-and-accept' | 'accept-late';

interface Choices {
  /** For each ask in order, repeated. */
  readonly fates: readonly Fate[];
  /** Which message comes next, and whether it comes again later. */
  readonly turns: readonly { readonly pick: number; readonly isRepeated: boolean; readonly passes: number }[];
  readonly isWithdrawn: boolean;
}

const choices: fc.Arbitrary<Choices> = fc.record({
  fates: fc.array(fate, { minLength: 1, maxLength: 12 }),
  turns: fc.array(
    fc.record({ pick: fc.nat(50), isRepeated: fc.boolean(), passes: fc.constantFrom(0, 0, 0, 20_000, 130_000) }),
    { maxLength: 40 },
  ),
  isWithdrawn: fc.boolean(),
});

type Message = Omit<Extract<ProcessCommand, { type: 'Notice' | 'RecordAnswer' }>, 'at'>;

const told = (version: number, type: string, data: object): Message => ({
  type: 'Notice',
  data: { id: '1', category: 'wish', entityId: '1', version, recordedAt: start, actor: 'bob', type, data, hops: 0 },
});

const answer = (number: number, outcome: 'accepted' | 'refused'): Message => ({
  type: 'RecordAnswer',
  data: { number, outcome, ...(outcome === 'refused' && { refusal: { type: 'No' } }) },
});

const messagesOf: Record<Fate, (number: number) => readonly Message[]> = {
  accept: (number) => [answer(number, 'accepted')],
  'accept-late': (number) => [answer(number, 'accepted')],
  refuse: (number) => [answer(number, 'refused')],
  'refuse-and-accept': (number) => [answer(number, 'refused'), answer(number, 'accepted')],
};

/** Lets a process live through these choices, until no message and no deadline is left. */
const lived = ({ fates, turns, isWithdrawn }: Choices) => {
  let now = start;
  let state: ProcessState = initialProcess;
  const events: ProcessEvent[] = [];
  const states: ProcessState[] = [];
  const fateOf = new Map<number, Fate>();
  const waiting: Message[] = [told(1, 'WishMade', { parts: ['a', 'b', 'c', 'd'] })];
  const late: Message[] = [];
  if (isWithdrawn) late.push(told(2, 'WishWithdrawn', {}));

  const say = (message: Omit<ProcessCommand, 'at'>): void => {
    const decision = decide({ ...message, at: now } as ProcessCommand, state, withoutFacts);
    if (!decision.accepted) return expect.fail(JSON.stringify(decision.rejection));
    for (const event of decision.events) {
      state = evolve(state, event);
      events.push(event);
      if (event.type !== 'Asked') continue;
      const number = events.length;
      const chosen = fates[fateOf.size % fates.length] ?? 'accept';
      fateOf.set(number, chosen);
      (chosen === 'accept-late' ? late : waiting).push(...messagesOf[chosen](number));
    }
    states.push(state);
  };
  const passDeadlines = (): void => {
    if (state.phase !== 'not-started') say({ type: 'NoticeDeadline', data: {} });
  };
  const take = (from: Message[], pick: number, isRepeated: boolean): void => {
    const [message] = from.splice(pick % from.length, 1);
    if (message === undefined) return;
    say(message);
    if (isRepeated) late.push(message);
  };

  say(waiting.shift() ?? expect.fail());
  for (const { pick, isRepeated, passes } of turns) {
    now = momentAfter(now, passes);
    if (passes > 0) passDeadlines();
    if (waiting.length > 0) take(waiting, pick, isRepeated);
    else if (late.length > 0 && pick % 3 === 0) take(late, pick, false);
  }
  const drain = (): void => {
    while (waiting.length + late.length > 0) {
      take(waiting.length > 0 ? waiting : late, 0, false);
      if (waiting.length > 0) continue;
      now = momentAfter(now, 600_000);
      passDeadlines();
    }
  };
  drain();
  return { state, states, events, fateOf };
};

const positions = (events: readonly ProcessEvent[], isMeant: (event: ProcessEvent) => boolean): readonly number[] =>
  events.flatMap((event, index) => (isMeant(event) ? [index + 1] : []));

/** When an ask was accepted, and whether it was closed before. */
const acceptanceOf = (events: readonly ProcessEvent[], number: number) => {
  const at = events.findIndex(
    ({ type, data }) => type === 'Answered' && data.number === number && data.outcome !== 'refused',
  );
  const isLate = events
    .slice(0, Math.max(0, at))
    .some(
      ({ type, data }) =>
        (type === 'DeadlinePassed' && data.number === number) ||
        (type === 'Answered' && data.number === number && data.outcome === 'refused'),
    );
  return { isAccepted: at >= 0, isLate, at: at + 1 };
};

const undosOf = (events: readonly ProcessEvent[], number: number) =>
  positions(events, ({ type, data }) => type === 'Asked' && data.undoes === number);

const runs = { numRuns: 400 };

it('ends or is stuck, whatever comes in whatever order', () => {
  fc.assert(
    fc.property(choices, (chosen) => {
      expect(isAtRest(lived(chosen).state)).toBe(true);
    }),
    runs,
  );
});

it('stands never still: as long as it neither has ended nor is stuck, it has a deadline', () => {
  fc.assert(
    fc.property(choices, (chosen) => {
      expect(lived(chosen).states.filter((each) => !hasWhatMovesIt(each))).toEqual([]);
    }),
    runs,
  );
});

it('keeps every accepted ask, or undoes it exactly once', () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(choices, (chosen) => {
      const { state, events } = lived(chosen);
      if (state.phase === 'not-started') return;
      const status = statusOf(state);
      seen.add(status);
      for (const number of positions(events, ({ type, data }) => type === 'Asked' && data.kind === 'undoable')) {
        const { isAccepted, isLate } = acceptanceOf(events, number);
        const undos = undosOf(events, number);
        const isKept = status === 'completed' && !isLate;
        if (status === 'stuck') expect(undos.length).toBeLessThanOrEqual(isAccepted ? 1 : 0);
        else expect(undos).toHaveLength(isAccepted && !isKept ? 1 : 0);
        if (status !== 'stuck') for (const undo of undos) expect(acceptanceOf(events, undo).isAccepted).toBe(true);
      }
    }),
    runs,
  );
  expect([...seen].sort()).toEqual(['compensated', 'completed', 'stuck']);
});

it('undoes in reverse order of acceptance, one at a time, and only when no answer is missing', () => {
  let most = 0;
  fc.assert(
    fc.property(choices, (chosen) => {
      const { events } = lived(chosen);
      const failed = events.findIndex(({ type }) => type === 'CompensationStarted');
      const undos = positions(events, ({ type, data }) => type === 'Asked' && data.kind === 'undo');
      const first = undos.find((at) => at > failed) ?? Infinity;
      // What is accepted late, after the first undo, comes in its turn.
      const own = undos.flatMap((at) => {
        const undo = events[at - 1];
        const number = undo?.type === 'Asked' ? (undo.data.undoes ?? 0) : 0;
        const accepted = acceptanceOf(events, number).at;
        return failed >= 0 && at >= first && accepted < first ? [accepted] : [];
      });
      most = Math.max(most, own.length);
      expect(own).toEqual(own.toSorted((one, other) => other - one));
    }),
    runs,
  );
  expect(most).toBeGreaterThan(2);
});

it('undoes nothing that the pivot relies on', () => {
  fc.assert(
    fc.property(choices, (chosen) => {
      const { events } = lived(chosen);
      const [pivot] = positions(events, ({ type, data }) => type === 'Asked' && data.kind === 'pivot');
      const { isAccepted, isLate } = acceptanceOf(events, pivot ?? 0);
      if (!isAccepted || (isLate && events.some(({ type }) => type === 'CompensationStarted'))) return;
      for (const number of positions(events, ({ type, data }) => type === 'Asked' && data.kind === 'undoable'))
        if (!acceptanceOf(events, number).isLate) expect(undosOf(events, number)).toEqual([]);
    }),
    runs,
  );
});

it('is the same when it is folded from what was stored', () => {
  fc.assert(
    fc.property(choices, (chosen) => {
      const { state, events } = lived(chosen);
      const stored = events.map(({ type, data }) => ({
        type,
        data: processEvents[type].schema.parse(JSON.parse(JSON.stringify(data))),
      })) as readonly ProcessEvent[];
      expect(stored.reduce(evolve, initialProcess)).toEqual(state);
      expect(processState.parse(JSON.parse(JSON.stringify(state)))).toEqual(state);
    }),
    { numRuns: 150 },
  );
});

/** What an operator may say to a stuck process, one thing after another. */
const said = fc.array(
  fc.record({ type: fc.constantFrom('RetryAsk', 'SkipAsk', 'ExtendDeadline', 'ResolveProcess'), pick: fc.nat(50) }),
  { maxLength: 4 },
);

/** What a process is, and what its view shows of it, after each of its events; each event is checked against the view. */
const watched = (seen: Set<string>) => {
  let state: ProcessState = initialProcess;
  let shown: ProcessDocument | undefined;
  const take = (event: ProcessEvent): void => {
    const place = { category: 'granting', entityId: '1', recordedAt: start, actor: 'bob', version: state.version + 1 };
    state = evolve(state, event);
    if (state.phase === 'not-started') return expect.fail('It has begun.');
    shown = processDocument.parse(JSON.parse(JSON.stringify(documentAfter(shown, { ...place, event }))));
    const waited = state.asks.filter((ask) => isInFlight(ask) || isStuck(ask));
    expect({ ...shown, reason: shown.reason ?? null, waitingFor: shown.waitingFor.map(standing) }).toMatchObject({
      ...{ status: statusOf(state), phase: state.phase, reason: state.reason, asked: state.asks.length },
      ...{ waitingFor: waited.map(standing), dueAt: deadlinesOf(state)[0]?.dueAt ?? noDeadline },
    });
    seen.add(shown.status);
  };
  const say = (command: object): readonly ProcessEvent[] => {
    const decision = decide({ ...command, at: start } as ProcessCommand, state, withoutFacts);
    const events = decision.accepted ? decision.events : [];
    for (const event of events) take(event);
    return events;
  };
  return { take, say, asks: () => (state.phase === 'not-started' ? [] : state.asks), version: () => state.version };
};

const standing = ({ number, status }: { readonly number: number; readonly status: string }) => `${number} ${status}`;

it('is shown by its view as its state says, at every event, though the view forgets what is settled', () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(choices, said, (chosen, operators) => {
      const { take, say, asks, version } = watched(seen);
      for (const event of lived(chosen).events) take(event);
      for (const { type, pick } of operators) {
        const number = asks()[pick % asks().length]?.number ?? 1;
        const data = { number, reason: 'by hand', dueAt: momentAfter(start, 9_000_000) };
        const last = say({ type, data }).at(-1);
        const asked = last?.type === 'AskRetried' ? last.data.number : version();
        say(answer(asked, pick % 2 === 0 ? 'accepted' : 'refused'));
      }
    }),
    { numRuns: 150 },
  );
  expect([...seen].toSorted()).toEqual(
    ['compensated', 'compensating', 'completed', 'completing', 'resolved-by-hand', 'running', 'stuck'].toSorted(),
  );
});
