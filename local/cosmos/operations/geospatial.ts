import { badRequest } from './failure.ts';
import { isJsonObject, type JsonObject } from './json-body.ts';
import { objectsOf } from './policy.ts';

/** What shapes in a container mean: places on the globe (`Geography`, the default) or on a plane. Throws 400. */
export function normaliseGeospatial(sent: unknown, indexingPolicy: JsonObject): JsonObject {
  const config = sent ?? { type: 'Geography' };
  if (!isJsonObject(config) || (config['type'] !== 'Geography' && config['type'] !== 'Geometry'))
    throw badRequest(`The 'type' of the 'geospatialConfig' must be Geography or Geometry.`);
  for (const index of objectsOf(indexingPolicy, 'spatialIndexes')) refuseBadBox(config['type'], index);
  return config;
}

const edges = ['xmin', 'ymin', 'xmax', 'ymax'] as const;

/** A plane has no end, so an index on it needs one; the globe has ("Index and query geospatial data"). */
function refuseBadBox(type: 'Geography' | 'Geometry', { path, boundingBox }: JsonObject): void {
  const where = `The spatial index on ${String(path)}`;
  if (type === 'Geography') {
    if (boundingBox !== undefined && boundingBox !== null)
      throw badRequest(`${where} may have no 'boundingBox' in a container of the geospatial type Geography.`);
    return;
  }
  if (!isBox(boundingBox))
    throw badRequest(
      `${where} needs a 'boundingBox' with ${edges.join(', ')} in a container of the geospatial type Geometry.`,
    );
}

function isBox(box: unknown): boolean {
  if (!isJsonObject(box)) return false;
  const [xmin, ymin, xmax, ymax] = edges.map((edge) => box[edge]);
  return isBefore(xmin, xmax) && isBefore(ymin, ymax);
}

function isBefore(least: unknown, most: unknown): boolean {
  return typeof least === 'number' && typeof most === 'number' && least < most;
}
