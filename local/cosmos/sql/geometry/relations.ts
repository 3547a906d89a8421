import type { Geometry } from './geo-json.ts';
import { geodesic } from './geodesic.ts';
import {
  arcsCross,
  arcsOf,
  goesRound,
  isCounterclockwise,
  nearestOnArc,
  positionOf,
  vectorOf,
  type Position,
} from './sphere.ts';

type Polygon = Geometry['polygons'][number];

const touching = 0.001; // metres; what is closer is at the same place

/** The distance of two geometries in metres, from where they come closest. */
export function distance(left: Geometry, right: Geometry): number {
  if (overlap(left, right)) return 0;
  return Math.min(shortest(left, right), shortest(right, left));
}

/** Whether two geometries have a place in common. */
export function intersect(left: Geometry, right: Geometry): boolean {
  return distance(left, right) < touching;
}

/** Whether all of the first geometry is in the second one. */
export function isWithin(inner: Geometry, outer: Geometry): boolean {
  if (cross(inner, outer)) return false;
  const isIn = (place: Position): boolean =>
    outer.polygons.length > 0
      ? outer.polygons.some((polygon) => contains(polygon, place))
      : nearest(place, outer) < touching;
  return places(inner).every(isIn);
}

function overlap(left: Geometry, right: Geometry): boolean {
  const holdsSome = ({ polygons }: Geometry, other: Geometry): boolean =>
    polygons.some((polygon) => places(other).some((place) => contains(polygon, place)));
  return cross(left, right) || holdsSome(left, right) || holdsSome(right, left);
}

function cross(left: Geometry, right: Geometry): boolean {
  const others = arcs(right);
  return arcs(left).some((arc) => others.some((other) => arcsCross(arc, other)));
}

/** The inside is left of the outer ring: a ring that is given clockwise means all the rest of the world. */
function contains([outer = [], ...holes]: Polygon, place: Position): boolean {
  const at = vectorOf(place);
  const isRound = (ring: readonly Position[]): boolean => goesRound(ring.map(vectorOf), at);
  return isRound(outer) === isCounterclockwise(outer) && !holes.some(isRound);
}

function shortest(from: Geometry, to: Geometry): number {
  return Math.min(...places(from).map((place) => nearest(place, to)));
}

function nearest(place: Position, to: Geometry): number {
  const at = vectorOf(place);
  const onArcs = arcs(to).map(([start, end]) => geodesic(place, positionOf(nearestOnArc(at, start, end))));
  return Math.min(...to.points.map((point) => geodesic(place, point)), ...onArcs);
}

function arcs({ lines, polygons }: Geometry): ReturnType<typeof arcsOf> {
  return [...lines, ...polygons.flat()].flatMap((line) => arcsOf(line.map(vectorOf)));
}

function places({ points, lines, polygons }: Geometry): readonly Position[] {
  return [...points, ...lines.flat(), ...polygons.flat(2)];
}
