import { expect } from 'vitest';
import type { DeclaredProcess } from '../../domain/modelling/process.ts';
import { inMilliseconds, momentAfter, type Duration } from '../../domain/modelling/processes/duration.ts';
import type { ProcessCommand, ProcessRejection } from '../../domain/modelling/processes/process-commands.ts';
import type { ProcessEvent, Refusal, StoredCommand } from '../../domain/modelling/processes/process-events.ts';
import {
  deadlinesOf,
  isInFlight,
  isStuck,
  statusOf,
  type ProcessState,
  type ProcessStatus,
} from '../../domain/modelling/processes/process-state.ts';
import { withoutFacts } from './decision-context.ts';
import { now as start } from './scenario.ts';

/** What happens to a process: an event that it is told of, an answer to what it has asked, time, an operator. */
export type Happening = (at: Moment) => Moment;

/** A process at a moment. */
export interface Moment {
  readonly process: DeclaredProcess;
  readonly now: string;
  readonly state: ProcessState;
  /** What the last happening has brought. */
  readonly events: readonly ProcessEvent[];
  readonly rejection?: ProcessRejection;
}

const said = (moment: Moment, command: ProcessCommand): Moment => {
  const { aggregate } = moment.process;
  const decision = aggregate.decide(command, moment.state, withoutFacts);
  if (!decision.accepted) return { ...moment, events: [], rejection: decision.rejection };
  const { process, now, events } = moment;
  const state = decision.events.reduce(aggregate.evolve, moment.state);
  return { process, now, state, events: [...events, ...decision.events] };
};

/** Says something to the process. */
export const saying =
  (command: (moment: Moment) => Omit<ProcessCommand, 'at'>): Happening =>
  (moment) =>
    said({ ...moment, events: [] }, { ...command(moment), at: moment.now } as ProcessCommand);

/** An event of another stream, which the process is told of. */
export const happens = (
  streamId: `${string}-${string}`,
  event: { readonly type: string; readonly data: unknown },
  { version = 1, hops = 0 }: { readonly version?: number; readonly hops?: number } = {},
): Happening => {
  const [category = '', ...rest] = streamId.split('-');
  const entityId = rest.join('-');
  return (moment) => {
    const place = { category, entityId, version, recordedAt: moment.now, actor: 'bob' };
    const recorded = { ...place, event };
    const rule = [...moment.process.starts, ...moment.process.hears].find(
      (each) => each.category === category && each.instanceOf(recorded) !== undefined,
    );
    const id = rule?.instanceOf(recorded) ?? expect.fail(`No rule names a process for ${event.type} of ${category}.`);
    return saying(() => ({ type: 'Notice', data: { id, ...place, ...event, hops } }))(moment);
  };
};

/** The newest ask of this name, to this entity; its undoing when the name begins with `undo `. */
export const numberOf = ({ state }: Moment, name: string, to: string): number => {
  const ask = name.replace(/^undo /, '');
  const asks = state.phase === 'not-started' ? [] : state.asks;
  const found = asks.findLast(
    (each) => each.ask === ask && each.target.entityId === to && (each.kind === 'undo') === (ask !== name),
  );
  return found?.number ?? expect.fail(`Nothing was asked as ${name} of ${to}.`);
};

/** A wait of this name that has begun, and is not over. */
const waitNumberOf = ({ state }: Moment, name: string): number => {
  const waits = state.phase === 'not-started' ? [] : state.waits;
  return waits.find(({ wait }) => wait === name)?.number ?? expect.fail(`Nothing is waited for as ${name}.`);
};

/** The command was accepted. */
export const accepted = (name: string, to: string): Happening =>
  saying((moment) => ({ type: 'RecordAnswer', data: { number: numberOf(moment, name, to), outcome: 'accepted' } }));

/** The command was refused. */
export const refused = (name: string, to: string, type = 'Refused'): Happening => refusedFor(name, to, { type });

/** The command was refused, for a reason with facts. */
export const refusedFor = (name: string, to: string, refusal: Refusal): Happening =>
  saying((moment) => ({
    type: 'RecordAnswer',
    data: { number: numberOf(moment, name, to), outcome: 'refused', refusal },
  }));

/** Time passes, and every deadline that is over is noticed, as the timer does. */
export const after =
  (duration: Duration): Happening =>
  (before) => {
    const now = momentAfter(before.now, inMilliseconds(duration));
    return said({ ...before, now, events: [] }, { type: 'NoticeDeadline', data: {}, at: now });
  };

/** An operator acts on an ask. */
export const operator = {
  retries: (name: string, to: string): Happening =>
    saying((moment) => ({ type: 'RetryAsk', data: { number: numberOf(moment, name, to), reason: 'again' } })),
  skips: (name: string, to: string): Happening =>
    saying((moment) => ({ type: 'SkipAsk', data: { number: numberOf(moment, name, to), reason: 'by hand' } })),
  extends: (name: string, to: string, by: Duration): Happening =>
    saying((moment) => ({
      type: 'ExtendDeadline',
      data: {
        number: numberOf(moment, name, to),
        dueAt: momentAfter(moment.now, inMilliseconds(by)),
        reason: 'they are slow',
      },
    })),
  extendsWait: (name: string, by: Duration): Happening =>
    saying((moment) => ({
      type: 'ExtendDeadline',
      data: {
        number: waitNumberOf(moment, name),
        dueAt: momentAfter(moment.now, inMilliseconds(by)),
        reason: 'they asked for it',
      },
    })),
  resolves: saying(() => ({ type: 'ResolveProcess', data: { reason: 'by hand' } })),
};

/** One ask in short: `hold a`, `undo hold a`. */
const inShort = (event: ProcessEvent): readonly string[] =>
  event.type === 'Asked'
    ? [`${event.data.kind === 'undo' ? 'undo ' : ''}${event.data.ask} ${event.data.target.entityId}`]
    : [];

/** given / when / then over one process, on a virtual clock: `given(…).when(accepted('hold', 'a')).thenAsks('grant 1')`. */
export const processScenarios = (process: DeclaredProcess) => {
  const begin: Moment = { process, now: start, state: process.aggregate.initial, events: [] };
  const at = (moment: Moment) => ({
    moment,
    when: (...happenings: readonly Happening[]) => at(happenings.reduce((before, each) => each(before), moment)),
    /** What the last happening has the process ask, in order. */
    thenAsks: (...asks: readonly string[]) => {
      expect(moment.events.flatMap(inShort)).toEqual(asks);
      return at(moment);
    },
    /** The one command that the last happening has the process ask. */
    thenCommand: (command: StoredCommand) => {
      expect(moment.events.flatMap((event) => (event.type === 'Asked' ? [event.data.command] : []))).toEqual([command]);
      return at(moment);
    },
    /** The names of the events of the last happening. */
    thenEvents: (...types: readonly ProcessEvent['type'][]) => {
      expect(moment.events.map(({ type }) => type)).toEqual(types);
      return at(moment);
    },
    thenStatus: (status: ProcessStatus) => {
      expect(moment.state.phase === 'not-started' ? undefined : statusOf(moment.state)).toBe(status);
      return at(moment);
    },
    thenRejected: (rejection: Partial<ProcessRejection>) => {
      expect(moment.rejection).toMatchObject(rejection);
      return at(moment);
    },
  });
  return { given: (...history: readonly Happening[]) => at(begin).when(...history) };
};

/** Whether a process has come to rest: it has ended, or an operator sees that it is stuck. */
export const isAtRest = (state: ProcessState): boolean =>
  state.phase === 'not-started' ||
  state.asks.some(isStuck) ||
  (state.phase === 'ended' && !state.asks.some(isInFlight));

/** Whether a process that has not come to rest has a deadline: something happens to it, whoever else falls silent. */
export const hasWhatMovesIt = (state: ProcessState): boolean =>
  isAtRest(state) || (state.phase !== 'not-started' && deadlinesOf(state).length > 0);
