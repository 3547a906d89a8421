import type { ContainerDefinition } from './container-definition.ts';
import { badRequest } from './failure.ts';
import { isJsonObject } from './json-body.ts';
import type { QueryRequest } from './prepare-request.ts';

/** Throws 400 for spatial functions over a container of flat coordinates: the functions here know the globe only. */
export function refusePlanarGeometry({ geospatialConfig }: ContainerDefinition, { text }: QueryRequest): void {
  const isPlanar = isJsonObject(geospatialConfig) && String(geospatialConfig['type']).toLowerCase() === 'geometry';
  if (isPlanar && /\bST_\w+\s*\(/i.test(text))
    throw badRequest('Spatial functions are not supported by this server for containers of the type Geometry.');
}
