import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { declareLog } from '../../../domain/modelling/log.ts';
import { byPosition, positionOf } from '../../../domain/modelling/position.ts';
import { deeds } from '../../support/ledger/index.ts';

const moments = ['2026-05-04T10:00:00.000Z', '2026-05-04T10:00:00.001Z', '2026-05-04T10:00:01.000Z'];
const versions = fc.oneof(
  fc.integer({ min: 1, max: 120 }),
  fc.integer({ min: Number.MAX_SAFE_INTEGER - 120, max: Number.MAX_SAFE_INTEGER }),
);
const place = fc.record({
  category: fc.constantFrom('order', 'order-line'),
  moment: fc.nat({ max: moments.length - 1 }),
  entityId: fc.constantFrom('1', '1-2', '10', 'line-1'),
  version: versions,
});

type Place = typeof place extends fc.Arbitrary<infer Value> ? Value : never;

const recordedAtOf = (moment: number): string => moments[moment] ?? expect.fail(`There is no moment ${moment}.`);
const textOf = ({ category, moment, ...rest }: Place) =>
  positionOf(category, { ...rest, recordedAt: recordedAtOf(moment) });

describe('The position of an entry of a log', () => {
  it('is ordered by time, and within a moment, for each stream, by version as a number', () =>
    fc.assert(
      fc.property(place, place, (one, other) => {
        const isSameStream = one.category === other.category && one.entityId === other.entityId;
        if (one.moment !== other.moment) expect(textOf(one) < textOf(other)).toBe(one.moment < other.moment);
        else if (isSameStream) expect(textOf(one) < textOf(other)).toBe(one.version < other.version);
      }),
    ));

  it('has the entries of a stream in one moment next to each other', () =>
    fc.assert(
      fc.property(fc.uniqueArray(place, { selector: textOf, maxLength: 40 }), (places) => {
        const streams = places
          .toSorted((one, other) => (textOf(one) < textOf(other) ? -1 : 1))
          .map(({ category, entityId, moment }) => `${moment}/${category}-${entityId}`);
        const runs = streams.filter((stream, index) => stream !== streams[index - 1]);
        expect(runs).toEqual([...new Set(streams)]);
      }),
    ));

  it('comes after its moment and before the next, so that a time is a range of positions', () =>
    fc.assert(
      fc.property(place, (each) => {
        expect(textOf(each) > recordedAtOf(each.moment)).toBe(true);
        for (const next of moments.slice(each.moment + 1)) expect(textOf(each) < next).toBe(true);
      }),
    ));
});

describe('The order of a log', () => {
  it('is the position that the engine keeps, and no time', () => {
    expect(declareLog({ ...deeds, name: 'deeds', queries: [byPosition] }).queries).toEqual([byPosition]);
    // @ts-expect-error: entries of one millisecond would have no order
    declareLog({ ...deeds, name: 'deeds', queries: [{ orderBy: 'at' }] });
  });

  it('is no field of its entries', () => {
    const schema = deeds.schema.and(z.object({ position: z.string() }));
    expect(() => declareLog({ ...deeds, name: 'deeds', schema })).toThrow('has position in its entries');
  });
});
