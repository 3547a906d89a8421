import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { decodeCommits, encodeEvent, UnreadableCommit } from '../../application/event-codec.ts';
import type { Commit, StoredEvent } from '../../application/commit.ts';
import { eventType } from '../../domain/aggregate.ts';
import { asBob, shopTime } from '../support/shop.ts';

/** A tea pot whose events have had three shapes: `cups`, then `millilitres`, then `volume` with its unit. */
const types = {
  PotFilled: eventType(
    z.object({ volume: z.int(), unit: z.string() }),
    (data) => ({ millilitres: z.object({ cups: z.int() }).parse(data).cups * 150 }),
    (data) => ({ volume: z.object({ millilitres: z.int() }).parse(data).millilitres, unit: 'ml' }),
  ),
};

const commitOf = (...events: [StoredEvent, ...StoredEvent[]]): Commit => ({
  streamId: 'pot-1',
  category: 'pot',
  version: events.length,
  events,
  recordedAt: shopTime,
  ...asBob('fill'),
});

const decoded = (stored: StoredEvent) => decodeCommits(types, [commitOf(stored)])[0]?.event;

describe('a stored event', () => {
  it('is written under the newest version of its shape', () => {
    expect(encodeEvent(types, { type: 'PotFilled', data: { volume: 300, unit: 'ml' } })).toEqual({
      type: 'PotFilled',
      schemaVersion: 3,
      data: { volume: 300, unit: 'ml' },
    });
  });

  it.each([
    [1, { cups: 2 }],
    [2, { millilitres: 300 }],
    [3, { volume: 300, unit: 'ml' }],
  ])('of shape %i is read as the newest', (schemaVersion, data) => {
    expect(decoded({ type: 'PotFilled', schemaVersion, data })).toEqual({
      type: 'PotFilled',
      data: { volume: 300, unit: 'ml' },
    });
  });

  it('may have fields that this code does not know', () => {
    const data = { volume: 300, unit: 'ml', sugar: true };
    expect(decoded({ type: 'PotFilled', schemaVersion: 3, data })?.data).toEqual({ volume: 300, unit: 'ml' });
  });

  it.each([
    ['of an unknown type', { type: 'PotBroken', schemaVersion: 1, data: {} }, 'the event type is unknown'],
    [
      'named like a thing every object has',
      { type: 'toString', schemaVersion: 1, data: {} },
      'the event type is unknown',
    ],
    ['of a newer shape', { type: 'PotFilled', schemaVersion: 4, data: {} }, 'newer than this code knows'],
    ['of a broken shape', { type: 'PotFilled', schemaVersion: 3, data: { volume: 'much' } }, 'volume'],
  ])('%s is unreadable, and says where it is', (_, stored, reason) => {
    const good = { type: 'PotFilled', schemaVersion: 3, data: { volume: 1, unit: 'ml' } };
    const read = () => decodeCommits(types, [commitOf(good, stored)]);
    expect(read).toThrow(UnreadableCommit);
    expect(read).toThrow('at version 2 of pot-1');
    expect(read).toThrow(reason);
  });
});
