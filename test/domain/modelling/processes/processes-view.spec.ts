import { describe, expect, it } from 'vitest';
import type { DeclaredProcess } from '../../../../domain/modelling/process.ts';
import { documentAfter } from '../../../../domain/modelling/processes/document-after.ts';
import {
  noDeadline,
  processDocument,
  type ProcessDocument,
} from '../../../../domain/modelling/processes/process-document.ts';
import { processesView } from '../../../../domain/modelling/processes/processes-view.ts';
import { shardOf, shards } from '../../../../domain/modelling/shard.ts';
import { declareModule, system, viewsOf } from '../../../../domain/modelling/system.ts';
import {
  accepted,
  after,
  happens,
  operator,
  refused,
  type Happening,
  type Moment,
} from '../../../support/process-scenario.ts';
import { now as start } from '../../../support/scenario.ts';
import { granting, part, queueing, wish, wishes } from '../../../support/wishes/index.ts';

/** What the view shows of a process after these happenings. */
const shownOf = (process: DeclaredProcess, ...happenings: readonly Happening[]): ProcessDocument => {
  let moment: Moment = { process, now: start, state: process.aggregate.initial, events: [] };
  let document: ProcessDocument | undefined;
  let version = 0;
  for (const happening of happenings) {
    moment = happening(moment);
    const place = { category: process.name, entityId: '1', recordedAt: moment.now, actor: 'bob', correlationId: 'c-1' };
    for (const event of moment.events) {
      version += 1;
      document = documentAfter(document, { ...place, event, version });
    }
  }
  return processDocument.parse(document);
};

const shownAfter = (...happenings: readonly Happening[]) => shownOf(granting, ...happenings);

const made = happens('wish-1', { type: 'WishMade', data: { parts: ['a', 'b'] } });
const granted = [made, accepted('hold', 'a'), accepted('hold', 'b'), accepted('grant', '1')];
const used = [accepted('use', 'a'), accepted('use', 'b')];
const inShort = ({ waitingFor }: ProcessDocument) =>
  waitingFor.map(({ ask, target, status }) => [ask, target.entityId, status]);

describe('The view of processes', () => {
  it('shows what has begun, and what it waits for, since when and until when', () => {
    const shown = shownAfter(made, after('PT1M'), accepted('hold', 'a'));
    expect(shown).toMatchObject({
      ...{ process: 'granting', processId: '1', shard: shardOf('granting-1'), definition: 1 },
      ...{ status: 'running', phase: 'running', asked: 2, correlationId: 'c-1' },
      waitingFor: [
        { ask: 'hold', target: { entityId: 'b' }, since: start, tries: 1, command: 'HoldPart', undo: 'FreePart' },
      ],
      ...{ dueAt: '2026-05-04T10:02:00.000Z', startedAt: start, updatedAt: '2026-05-04T10:01:00.000Z' },
    });
  });

  it('shows why it compensates, and what has refused', () => {
    const shown = shownAfter(made, accepted('hold', 'a'), refused('hold', 'b', 'PartTaken'));
    expect(shown).toMatchObject({ status: 'compensating', reason: 'hold was refused: PartTaken' });
    expect(shown.lastRefusal).toEqual({
      ...{ ask: 'hold', target: { category: 'part', entityId: 'b' } },
      ...{ type: 'PartTaken', at: start },
    });
    expect(inShort(shown)).toEqual([['hold', 'a', 'open']]);
  });

  it('waits for nothing once it has ended', () => {
    const shown = shownAfter(...granted, ...used);
    expect(shown).toMatchObject({
      status: 'completed',
      how: 'completed',
      waitingFor: [],
      closed: [],
      dueAt: noDeadline,
    });
  });

  it('is stuck where nothing but an operator helps, and says how often that was tried', () => {
    const stuck = [...granted, refused('use', 'a', 'PartNotHeld')];
    expect(inShort(shownAfter(...stuck))).toEqual([
      ['use', 'a', 'blocked'],
      ['use', 'b', 'open'],
    ]);
    expect(shownAfter(...stuck)).toMatchObject({ status: 'stuck' });
    const again = shownAfter(...stuck, after('PT1M'), operator.retries('use', 'a'));
    expect(again).toMatchObject({ status: 'completing', dueAt: '2026-05-04T10:05:00.000Z' });
    expect(again.waitingFor.map(({ since, tries }) => [since, tries])).toEqual([
      [start, 2],
      [start, 1],
    ]);
  });

  it('has no deadline open for what is overdue already, and another one when an operator gives more time', () => {
    const overdue = shownAfter(...granted, after('PT5M'));
    expect(overdue).toMatchObject({ status: 'stuck', dueAt: noDeadline });
    const extended = shownAfter(...granted, after('PT5M'), operator.extends('use', 'b', 'PT1H'));
    expect(extended).toMatchObject({ status: 'stuck', dueAt: '2026-05-04T11:05:00.000Z' });
  });

  it('keeps what was closed, as its acceptance may still come and is then undone', () => {
    const closed = [made, accepted('hold', 'a'), after('PT2M'), accepted('undo hold', 'a'), accepted('deny', '1')];
    expect(shownAfter(...closed)).toMatchObject({
      status: 'compensated',
      closed: [{ ask: 'hold', status: 'given-up' }],
    });
  });

  it('shows what it has postponed, and for how long it waits', () => {
    const postponed = [made, refused('hold', 'a', 'PartTaken')];
    const shown = shownOf(queueing, ...postponed);
    expect(shown).toMatchObject({ status: 'running', dueAt: '2026-05-04T10:01:00.000Z' });
    expect(inShort(shown)).toEqual([['hold', 'a', 'postponed']]);
    expect(shown.waits.map(({ wait }) => wait)).toEqual(['part', 'nextTry']);
    const again = shownOf(queueing, ...postponed, after('PT1M'));
    expect(again).toMatchObject({ waits: [{ wait: 'part' }], waitingFor: [{ ask: 'hold', status: 'open', tries: 2 }] });
  });

  it('says that an operator has settled it, and why', () => {
    const resolved = shownAfter(...granted, refused('use', 'a'), operator.resolves);
    expect(resolved).toMatchObject({
      status: 'resolved-by-hand',
      reason: 'by hand',
      waitingFor: [],
      dueAt: noDeadline,
    });
  });

  it('is declared for a business with processes, whose names may grow, and for no other', () => {
    expect(viewsOf(wishes).map(({ name }) => name)).toEqual(['processes']);
    expect(
      system(declareModule({ aggregate: wish }), declareModule({ aggregate: part })).processesView,
    ).toBeUndefined();
    expect(processesView([granting])).toMatchObject({ alsoOf: [], partition: { by: 'shard' } });
  });
});

describe('A shard', () => {
  it('is the same for ever', () => {
    expect(['granting-1', 'granting-2', 'transfer-bobs-3'].map(shardOf)).toEqual(['1', '0', '5']);
  });

  it('is one of eight, each of which gets its share', () => {
    const ids = Array.from({ length: 8_000 }, (_, index) => `transfer-account-${index}`);
    const sizes = [...Map.groupBy(ids, shardOf).values()].map(({ length }) => length);
    expect(sizes).toHaveLength(shards.length);
    expect(Math.min(...sizes)).toBeGreaterThan(800);
  });
});
