import { describe, expect, it } from 'vitest';
import { processEvents, type ProcessEvent } from '../../../../domain/modelling/processes/process-events.ts';
import {
  accepted,
  after,
  happens,
  operator,
  processScenarios,
  refused,
  type Happening,
} from '../../../support/process-scenario.ts';
import type { DeclaredProcess } from '../../../../domain/modelling/process.ts';
import { granting, queueing } from '../../../support/wishes/index.ts';
import stored from './golden/processes.v1.json' with { type: 'json' };

const made = happens('wish-1', { type: 'WishMade', data: { parts: ['a', 'b'] } });
const withdrawn = happens('wish-1', { type: 'WishWithdrawn', data: {} }, { version: 2 });
const granted = [made, accepted('hold', 'a'), accepted('hold', 'b'), accepted('grant', '1')];
const lateUndo = [made, accepted('hold', 'a'), after('PT2M'), refused('undo hold', 'a')];

/** One for each way that a process can stand half-way. */
const lives: Readonly<Record<keyof typeof stored, readonly Happening[]>> = {
  running: [made, accepted('hold', 'a')],
  completing: [...granted, accepted('use', 'a')],
  completed: [...granted, accepted('use', 'a'), accepted('use', 'b')],
  withdrawn: [made, withdrawn, accepted('hold', 'a')],
  compensating: [made, accepted('hold', 'a'), refused('hold', 'b', 'PartTaken')],
  compensated: [made, refused('hold', 'a'), refused('hold', 'b'), accepted('deny', '1')],
  stuck: lateUndo,
  retried: [...lateUndo, operator.retries('undo hold', 'a')],
  skipped: [...lateUndo, operator.skips('undo hold', 'a')],
  resolved: [...lateUndo, operator.resolves],
  extended: [made, operator.extends('hold', 'a', 'PT1H')],
  waiting: [made, refused('hold', 'a')],
  'asked again': [made, refused('hold', 'a'), after('PT1M')],
  'given up': [made, refused('hold', 'a'), operator.extendsWait('part', 'PT1S'), after('PT1S')],
};

/** These lives are those of a process that waits, the others those of one that does not. */
const processOf = (name: keyof typeof stored): DeclaredProcess =>
  ['waiting', 'asked again', 'given up'].includes(name) ? queueing : granting;

/** What was decided in such a life, as it is stored, and the process that it folds to. */
const lived = (process: DeclaredProcess, ...happenings: readonly Happening[]) => {
  const events: ProcessEvent[] = [];
  const noting = happenings.map((each): Happening => (moment) => {
    const next = each(moment);
    events.push(...next.events);
    return next;
  });
  const { moment } = processScenarios(process).given(...noting);
  return { events, state: moment.state };
};

const names = Object.keys(lives) as (keyof typeof stored)[];

// These events lie in streams that this code has to read for ever, and to go on with.
describe('A process that was stored half-way', () => {
  it.each(names)('is read as it was meant: %s', (name) => {
    const { events, state } = stored[name];
    const read = events.map(({ type, data }) => ({
      type,
      data: processEvents[type as ProcessEvent['type']].schema.parse(data),
    })) as readonly ProcessEvent[];
    expect(read).toEqual(events);
    const { evolve, initial } = processOf(name).aggregate;
    expect(read.reduce(evolve, initial)).toEqual(state);
  });

  it.each(names)('would be decided as it was: %s', (name) => {
    expect(JSON.parse(JSON.stringify(lived(processOf(name), ...lives[name])))).toEqual(stored[name]);
  });

  it('has had every kind of event', () => {
    const kinds = new Set(Object.values(stored).flatMap(({ events }) => events.map(({ type }) => type)));
    expect([...kinds].sort()).toEqual(Object.keys(processEvents).sort());
  });
});
