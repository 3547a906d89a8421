import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { decodeCommits, encodeEvents, UnreadableCommit } from '../../../application/streams/event-codec.ts';
import type { Commit, StoredEvent } from '../../../application/streams/commit.ts';
import { eventType, type EventOf } from '../../../domain/modelling/aggregate.ts';
import { personal } from '../../../domain/modelling/personal.ts';
import { asBob, specTime } from '../../support/as-bob.ts';

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
  recordedAt: specTime,
  ...asBob('fill'),
});

const decoded = (stored: StoredEvent) => decodeCommits(types, [commitOf(stored)])[0]?.event;

const encoded = (event: EventOf<typeof types>) => encodeEvents(types)([event])[0];

describe('a stored event', () => {
  it('is written under the newest version of its shape', () => {
    expect(encoded({ type: 'PotFilled', data: { volume: 300, unit: 'ml' } })).toEqual({
      type: 'PotFilled',
      schemaVersion: 3,
      data: { volume: 300, unit: 'ml' },
    });
  });

  it('is not written when it could not be read back', () => {
    expect(() => encoded({ type: 'PotFilled', data: { volume: 1.5, unit: 'ml' } })).toThrow('volume');
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

  it.each([
    ['an error', new Error('no pot'), 'no pot'],
    ['anything else', 'no lid', 'no lid'],
  ])('whose upcast throws %s is unreadable, and keeps the cause', (_, cause, reason) => {
    const failing = eventType(z.object({}), () => {
      AbortSignal.abort(cause).throwIfAborted();
    });
    const read = () =>
      decodeCommits({ PotFilled: failing }, [commitOf({ type: 'PotFilled', schemaVersion: 1, data: {} })]);
    expect(read).toThrow(
      expect.objectContaining({
        name: 'UnreadableCommit',
        cause,
        message: `PotFilled at version 1 of pot-1: ${reason}`,
      }),
    );
  });

  it('says where it is personal, and nothing of the kind when it is not', () => {
    const person = { PotLent: eventType(z.object({ to: personal(z.string()), days: z.int() })) };
    expect(encodeEvents(person)([{ type: 'PotLent', data: { to: 'Ada', days: 3 } }])[0].personal).toEqual([['to']]);
    expect(encoded({ type: 'PotFilled', data: { volume: 1, unit: 'ml' } })).not.toHaveProperty('personal');
  });
});
