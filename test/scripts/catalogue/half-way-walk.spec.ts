import { describe, expect, it } from 'vitest';
import type { GoldenHalfWay } from '../../../scripts/catalogue/golden-files.ts';
import { walkedFrom } from '../../../scripts/catalogue/half-way-walk.ts';
import { reactionOf, stateOf } from '../../../scripts/catalogue/half-way.ts';
import { granting, queueing } from '../../support/wishes/index.ts';

const at = '2026-05-04T10:00:00.000Z';
const event = { type: 'WishMade', data: { parts: ['a', 'b'] } };
const place = { category: 'wish', entityId: '1', version: 1, recordedAt: at, actor: 'bob', hops: 0 };
const start: GoldenHalfWay = { history: [], command: { type: 'Notice', data: { id: '1', ...place, ...event }, at } };

const typesOf = (golden: GoldenHalfWay | undefined, process = granting) =>
  golden === undefined ? [] : (reactionOf(process, golden) as { type: string }[]).map(({ type }) => type);

describe('The walk through a process', () => {
  const walked = walkedFrom(granting, { 'a wish is made': start });

  it('comes to each answer to everything that it asks, behind the pivot and after its failure too', () => {
    expect(Object.keys(walked).toSorted()).toEqual(
      ['deny', 'grant', 'hold', 'use'].flatMap((ask) => [`${ask} accepted`, `${ask} refused`]),
    );
  });

  it('records what the process was told in a state that it really comes to', () => {
    expect(stateOf(granting, walked['use accepted'] ?? start)).toMatchObject({ isBeyondPivot: true });
    expect(stateOf(granting, walked['deny accepted'] ?? start)).toMatchObject({ phase: 'closing' });
    expect(typesOf(walked['hold refused'])).toEqual(['Answered', 'CompensationStarted']);
    expect(typesOf(walked['deny accepted'])).toEqual(['Answered', 'ProcessEnded']);
  });

  it('takes the shortest way', () => {
    expect(walked['hold accepted']?.history.map(({ type }) => type)).toEqual([
      ...['ProcessStarted', 'Remembered', 'Asked', 'Asked'],
    ]);
  });

  it('comes to the end of each wait, and to what is asked because of it', () => {
    const waited = walkedFrom(queueing, { 'a wish is made': start });
    expect(Object.keys(waited)).toEqual(
      expect.arrayContaining(['part is over', 'nextTry is over', 'hold refused', 'deny accepted', 'grant refused']),
    );
    expect(typesOf(waited['part is over'], queueing)).toContain('CompensationStarted');
  });

  it('begins where a start is recorded, and nowhere else', () => {
    const later = { ...start, history: walked['hold accepted']?.history ?? [] };
    expect(walkedFrom(granting, { 'both parts are asked for': later })).toEqual({});
  });
});
