import { dot, radians, vectorOf, type Position } from './sphere.ts';

// WGS 84, the ellipsoid that GeoJSON means.
const equator = 6_378_137;
const flattening = 1 / 298.257223563;
const pole = equator * (1 - flattening);
const meanRadius = (2 * equator + pole) / 3;

const mostRounds = 200;

/** The length of the shortest way between two places, in metres: Vincenty's inverse formula, good to a millimetre. */
export function geodesic(from: Position, to: Position): number {
  const reduced = ([, latitude]: Position): number => Math.atan((1 - flattening) * Math.tan(radians(latitude)));
  const [u1, u2] = [reduced(from), reduced(to)];
  const [sin1, cos1, sin2, cos2] = [Math.sin(u1), Math.cos(u1), Math.sin(u2), Math.cos(u2)];
  const east = radians(to[0] - from[0]);
  let lambda = east;
  for (let round = 0; round < mostRounds; round += 1) {
    const [sinLambda, cosLambda] = [Math.sin(lambda), Math.cos(lambda)];
    const sinSigma = Math.hypot(cos2 * sinLambda, cos1 * sin2 - sin1 * cos2 * cosLambda);
    if (sinSigma === 0) return 0;
    const cosSigma = sin1 * sin2 + cos1 * cos2 * cosLambda;
    const sigma = Math.atan2(sinSigma, cosSigma);
    const sinAlpha = (cos1 * cos2 * sinLambda) / sinSigma;
    const cos2Alpha = 1 - sinAlpha ** 2;
    const cos2Middle = cos2Alpha === 0 ? 0 : cosSigma - (2 * sin1 * sin2) / cos2Alpha; // 0 on the equator
    const c = (flattening / 16) * cos2Alpha * (4 + flattening * (4 - 3 * cos2Alpha));
    const bow = cos2Middle + c * cosSigma * (2 * cos2Middle ** 2 - 1);
    const next = east + (1 - c) * flattening * sinAlpha * (sigma + c * sinSigma * bow);
    if (Math.abs(next - lambda) < 1e-12) return length({ cos2Alpha, sigma, sinSigma, cosSigma, cos2Middle });
    lambda = next;
  }
  return meanRadius * Math.acos(Math.max(-1, dot(vectorOf(from), vectorOf(to)))); // nearly opposite places
}

interface Arc {
  readonly cos2Alpha: number;
  readonly sigma: number;
  readonly sinSigma: number;
  readonly cosSigma: number;
  readonly cos2Middle: number;
}

function length({ cos2Alpha, sigma, sinSigma, cosSigma, cos2Middle: middle }: Arc): number {
  const u2 = (cos2Alpha * (equator ** 2 - pole ** 2)) / pole ** 2;
  const a = 1 + (u2 / 16_384) * (4096 + u2 * (-768 + u2 * (320 - 175 * u2)));
  const b = (u2 / 1024) * (256 + u2 * (-128 + u2 * (74 - 47 * u2)));
  const inner = cosSigma * (2 * middle ** 2 - 1) - (b / 6) * middle * (4 * sinSigma ** 2 - 3) * (4 * middle ** 2 - 3);
  return pole * a * (sigma - b * sinSigma * (middle + (b / 4) * inner));
}
