/** Degrees of longitude and latitude. */
export type Position = readonly [longitude: number, latitude: number];

/** A place on the unit sphere. The lines between places are arcs of great circles. */
export type Vector = readonly [x: number, y: number, z: number];

export function vectorOf([longitude, latitude]: Position): Vector {
  const [lambda, phi] = [radians(longitude), radians(latitude)];
  return [Math.cos(phi) * Math.cos(lambda), Math.cos(phi) * Math.sin(lambda), Math.sin(phi)];
}

export function positionOf([x, y, z]: Vector): Position {
  return [degrees(Math.atan2(y, x)), degrees(Math.atan2(z, Math.hypot(x, y)))];
}

/** The place on the arc from `start` to `end` that is nearest to `place`. */
export function nearestOnArc(place: Vector, start: Vector, end: Vector): Vector {
  const normal = unit(cross(start, end));
  const onCircle = normal && unit(minus(place, scaled(normal, dot(place, normal))));
  if (normal && onCircle && dot(cross(start, onCircle), normal) >= 0 && dot(cross(onCircle, end), normal) >= 0)
    return onCircle;
  return dot(place, start) >= dot(place, end) ? start : end;
}

/** Whether two arcs cross at a place that is no end of either. */
export function arcsCross([a, b]: readonly [Vector, Vector], [c, d]: readonly [Vector, Vector]): boolean {
  const [first, second] = [cross(a, b), cross(c, d)];
  const sides = [-dot(first, c), dot(first, d), -dot(second, b), dot(second, a)];
  return sides.every((side) => side > closeness) || sides.every((side) => side < -closeness);
}

/** Whether rings of a polygon cross each other or themselves. */
export function ringsCross(rings: readonly (readonly Position[])[]): boolean {
  const arcs = rings.flatMap((ring) => arcsOf(ring.map(vectorOf)));
  return arcs.some((arc, index) => arcs.slice(index + 1).some((other) => arcsCross(arc, other)));
}

/** The arcs of a line from place to place. */
export function arcsOf(line: readonly Vector[]): readonly (readonly [Vector, Vector])[] {
  return line.slice(1).map((end, index) => [line[index] ?? end, end] as const);
}

/** Whether a closed ring goes round a place, on the smaller side of the sphere. */
export function goesRound(ring: readonly Vector[], place: Vector): boolean {
  const middle = ring.reduce(plus);
  if (dot(middle, place) <= 0) return false;
  const turned = arcsOf(ring).reduce((sum, [start, end]) => sum + turn(place, start, end), 0);
  return Math.abs(turned) > Math.PI;
}

/** Whether a ring is given counterclockwise, as seen from above. */
export function isCounterclockwise(ring: readonly Position[]): boolean {
  const sum = ring.slice(1).reduce((area, [longitude, latitude], index) => {
    const [fromLongitude, fromLatitude] = ring[index] ?? [longitude, latitude];
    const east = ((longitude - fromLongitude + 540) % 360) - 180; // the short way, also over the date line
    return area + east * (Math.sin(radians(latitude)) + Math.sin(radians(fromLatitude)));
  }, 0);
  return sum < 0;
}

const closeness = 1e-15;

/** By how much one turns at a place when one looks from `start` to `end`. */
function turn(place: Vector, start: Vector, end: Vector): number {
  const [from, to] = [minus(start, scaled(place, dot(start, place))), minus(end, scaled(place, dot(end, place)))];
  return Math.atan2(dot(place, cross(from, to)), dot(from, to));
}

function unit(vector: Vector): Vector | undefined {
  const length = Math.hypot(...vector);
  return length < closeness ? undefined : scaled(vector, 1 / length);
}

export function dot([a, b, c]: Vector, [x, y, z]: Vector): number {
  return a * x + b * y + c * z;
}

function cross([a, b, c]: Vector, [x, y, z]: Vector): Vector {
  return [b * z - c * y, c * x - a * z, a * y - b * x];
}

function plus([a, b, c]: Vector, [x, y, z]: Vector): Vector {
  return [a + x, b + y, c + z];
}

function minus([a, b, c]: Vector, [x, y, z]: Vector): Vector {
  return [a - x, b - y, c - z];
}

function scaled([x, y, z]: Vector, by: number): Vector {
  return [x * by, y * by, z * by];
}

export function radians(value: number): number {
  return (value * Math.PI) / 180;
}

function degrees(value: number): number {
  return (value * 180) / Math.PI;
}
