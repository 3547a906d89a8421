import { GeospatialType } from '@azure/cosmos';
import { describe, expect, it } from 'vitest';
import { failureOf, useLocalAccount } from './local-account.ts';
import { valueOf } from './run-sql.ts';

const point = (longitude: number, latitude: number): string =>
  JSON.stringify({ type: 'Point', coordinates: [longitude, latitude] });
const line = (...coordinates: readonly (readonly [number, number])[]): string =>
  JSON.stringify({ type: 'LineString', coordinates });
const polygon = (...coordinates: readonly (readonly (readonly [number, number])[])[]): string =>
  JSON.stringify({ type: 'Polygon', coordinates });

const account = useLocalAccount();

/** The corners of a square round a place, counterclockwise. */
const square = (longitude: number, latitude: number, half: number): readonly (readonly [number, number])[] => [
  [longitude - half, latitude - half],
  [longitude + half, latitude - half],
  [longitude + half, latitude + half],
  [longitude - half, latitude + half],
  [longitude - half, latitude - half],
];
const field = square(10, 50, 1);
const pond = square(10, 50, 0.2);

describe('a distance', () => {
  it.each([
    ['Flinders Peak to Buninyong', point(144.42486788, -37.95103342), point(143.92649553, -37.65282114), 54_972.271],
    ['along the equator', point(0, 0), point(1, 0), 111_319.491],
    ['along a meridian', point(0, 0), point(0, 1), 110_574.389],
    ['over the date line', point(179.5, 0), point(-179.5, 0), 111_319.491],
    ['of a place to itself', point(5, 5), point(5, 5), 0],
    ['to the nearest place of a line, not to its ends', point(10, 1), line([0, 0], [20, 0]), 110_574.389],
    ['to the end of a line that leads away', point(-1, 0), line([0, 0], [20, 0]), 111_319.491],
    ['into a polygon', point(10, 50.5), polygon(field), 0],
    ['of crossing lines', line([0, -1], [0, 1]), line([-1, 0], [1, 0]), 0],
  ])('%s is in metres on the ellipsoid', (_what, from, to, metres) => {
    expect(valueOf(`ST_DISTANCE(${from}, ${to})`)).toBeCloseTo(metres, 2);
    expect(valueOf(`ST_DISTANCE(${to}, ${from})`)).toBeCloseTo(metres, 2);
  });

  it('of nearly opposite places is half round the world, and no endless search', () => {
    expect(valueOf(`ST_DISTANCE(${point(0, 0)}, ${point(179.7, 0.1)})`)).toBeCloseTo(19_980_000, -5);
  });

  it('of what is no geometry is undefined', () => {
    expect(valueOf(`ST_DISTANCE(${point(0, 0)}, ${point(0, 91)})`)).toBeUndefined();
    expect(valueOf(`ST_DISTANCE(${point(0, 0)}, "here")`)).toBeUndefined();
  });
});

describe('a relation', () => {
  it.each([
    ['ST_WITHIN', point(10, 50), polygon(field), true],
    ['ST_WITHIN', point(12, 50), polygon(field), false],
    ['ST_WITHIN', point(10, 50), polygon(field, pond), false],
    ['ST_WITHIN', point(10.5, 50), polygon(field, pond.toReversed()), true],
    ['ST_WITHIN', point(10, 50), polygon(field.toReversed()), false],
    ['ST_WITHIN', point(-170, -50), polygon(field.toReversed()), true],
    ['ST_WITHIN', point(-170, -50), polygon(field), false],
    [
      'ST_WITHIN',
      point(180, 0),
      polygon([
        [179, -1],
        [-179, -1],
        [-179, 1],
        [179, 1],
        [179, -1],
      ]),
      true,
    ],
    ['ST_WITHIN', polygon(pond), polygon(field), true],
    ['ST_WITHIN', polygon(square(11, 50, 0.5)), polygon(field), false],
    ['ST_WITHIN', line([9.5, 50], [10.5, 50]), polygon(field), true],
    ['ST_WITHIN', line([9.5, 50], [12, 50]), polygon(field), false],
    ['ST_WITHIN', line([9.5, 50], [10.5, 50]), polygon(field, pond), false],
    ['ST_WITHIN', point(5, 0), line([0, 0], [10, 0]), true],
    ['ST_INTERSECTS', polygon(square(11, 50, 0.5)), polygon(field), true],
    ['ST_INTERSECTS', polygon(pond), polygon(field), true],
    ['ST_INTERSECTS', polygon(square(20, 50, 1)), polygon(field), false],
    ['ST_INTERSECTS', line([0, 50], [20, 50]), polygon(field), true],
    ['ST_INTERSECTS', point(0, 0), point(0, 0), true],
  ] as const)('%s(%s, %s) is %s', (name, left, right, expected) => {
    expect(valueOf(`${name}(${left}, ${right})`)).toBe(expected);
  });

  it('holds for one of several polygons', () => {
    const two = JSON.stringify({ type: 'MultiPolygon', coordinates: [[square(0, 0, 1)], [field]] });
    expect(valueOf(`ST_WITHIN(${point(10, 50)}, ${two})`)).toBe(true);
    expect(valueOf(`ST_WITHIN(${point(5, 25)}, ${two})`)).toBe(false);
  });
});

describe('a geometry', () => {
  it.each([
    [point(180, 90), true, undefined],
    [point(-181, 0), false, 'longitude'],
    [line([0, 0]), false, 'two positions'],
    [
      polygon([
        [0, 0],
        [1, 0],
        [0, 0],
      ]),
      false,
      'four positions',
    ],
    [
      polygon([
        [0, 0],
        [1, 0],
        [1, 1],
        [0, 1],
      ]),
      false,
      'ends where it begins',
    ],
    [
      polygon([
        [0, 0],
        [1, 1],
        [1, 0],
        [0, 1],
        [0, 0],
      ]),
      false,
      'cross',
    ],
    [polygon(field, pond), true, undefined],
    ['{ "type": "Circle", "coordinates": [0, 0] }', false, 'type'],
    ['"somewhere"', false, 'object'],
  ])('%s is valid: %s', (text, isValid, reason) => {
    expect(valueOf(`ST_ISVALID(${text})`)).toBe(isValid);
    expect(valueOf(`ST_ISVALIDDETAILED(${text})`)).toEqual(
      isValid ? { valid: true } : { valid: false, reason: expect.stringContaining(reason ?? '') },
    );
  });

  it('has no area here, which is said', () => {
    expect(() => valueOf(`ST_AREA(${polygon(field)})`)).toThrow(/ST_AREA.*not supported/);
  });
});

describe('a container', () => {
  it('is asked for what is near; what is no place is near to nothing', async () => {
    const container = await account.freshContainer();
    await container.items.create({ id: 'near', pk: 'p', place: { type: 'Point', coordinates: [20, 20] } });
    await container.items.create({ id: 'nowhere', pk: 'p', place: { type: 'Point', coordinates: [100, 100] } });
    const text = `SELECT VALUE c.id FROM c WHERE ST_DISTANCE(c.place, {'type': 'Point', 'coordinates': [20.1, 20]}) < 20000`;
    expect((await container.items.query(text).fetchAll()).resources).toEqual(['near']);
  });

  it('of flat coordinates is not asked, as these functions know the globe only', async () => {
    const container = await account.freshContainer({ geospatialConfig: { type: GeospatialType.Geometry } });
    const ask = container.items.query('SELECT VALUE ST_ISVALID(c.place) FROM c').fetchAll();
    expect(await failureOf(ask)).toMatchObject({ code: 400, message: expect.stringContaining('Geometry') });
  });
});
