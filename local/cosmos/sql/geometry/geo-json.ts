import { isObject, property, type Value } from '../value.ts';
import { ringsCross, type Position } from './sphere.ts';

/** What a GeoJSON object consists of. Polygons are rings, of which the first is the outer one and the others are holes. */
export interface Geometry {
  readonly points: readonly Position[];
  readonly lines: readonly (readonly Position[])[];
  readonly polygons: readonly (readonly (readonly Position[])[])[];
}

const nothing: Geometry = { points: [], lines: [], polygons: [] };

/** Reads a Point, LineString, Polygon or MultiPolygon (RFC 7946), or says why it is none. */
export function readGeometry(value: Value): Geometry | { readonly reason: string } {
  if (!isObject(value)) return { reason: 'A geometry is an object with a type and coordinates.' };
  const read = readers.get(property(value, 'type'));
  return (
    read?.(property(value, 'coordinates')) ?? { reason: 'The type must be Point, LineString, Polygon or MultiPolygon.' }
  );
}

const readers = new Map<Value, (coordinates: Value) => ReturnType<typeof readGeometry>>([
  ['Point', readPoint],
  ['LineString', readLine],
  ['Polygon', (rings) => readPolygons([rings])],
  ['MultiPolygon', (polygons) => (Array.isArray(polygons) ? readPolygons(polygons) : { reason: 'A MultiPolygon has polygons.' })], // prettier-ignore
]);

function readPoint(coordinates: Value): ReturnType<typeof readGeometry> {
  return isPosition(coordinates) ? { ...nothing, points: [coordinates] } : { reason: wrongPosition };
}

function readLine(coordinates: Value): ReturnType<typeof readGeometry> {
  if (!isPositions(coordinates)) return { reason: wrongPosition };
  if (coordinates.length < 2) return { reason: 'A LineString has two positions or more.' };
  return { ...nothing, lines: [coordinates] };
}

function readPolygons(polygons: readonly Value[]): ReturnType<typeof readGeometry> {
  const read: (readonly (readonly Position[])[])[] = [];
  for (const rings of polygons) {
    if (!Array.isArray(rings) || rings.length === 0) return { reason: 'A polygon has one ring or more.' };
    if (!rings.every(isPositions)) return { reason: wrongPosition };
    const reason = faultOf(rings);
    if (reason !== undefined) return { reason };
    read.push(rings);
  }
  return { ...nothing, polygons: read };
}

function faultOf(rings: readonly (readonly Position[])[]): string | undefined {
  if (rings.some((ring) => ring.length < 4)) return 'A ring has four positions or more.';
  if (!rings.every(isClosed)) return 'A ring ends where it begins.';
  return ringsCross(rings) ? 'The rings of a polygon do not cross each other or themselves.' : undefined;
}

const wrongPosition = 'A position is a longitude of -180 to 180 and a latitude of -90 to 90 degrees.';

function isPositions(value: Value): value is readonly Position[] {
  return Array.isArray(value) && value.every(isPosition);
}

function isPosition(value: Value): value is Position {
  if (!Array.isArray(value) || value.length < 2) return false;
  const [longitude, latitude] = value as readonly Value[];
  return isWithin(longitude, 180) && isWithin(latitude, 90);
}

function isWithin(value: Value, most: number): boolean {
  return typeof value === 'number' && Math.abs(value) <= most;
}

function isClosed(ring: readonly Position[]): boolean {
  const [first, last] = [ring[0], ring.at(-1)];
  return first?.[0] === last?.[0] && first?.[1] === last?.[1];
}
