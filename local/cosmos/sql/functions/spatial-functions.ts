import { readGeometry, type Geometry } from '../geometry/geo-json.ts';
import { distance, intersect, isWithin } from '../geometry/relations.ts';
import type { Value } from '../value.ts';
import type { SqlFunction } from './sql-function.ts';

/** GeoJSON on the ellipsoid WGS 84. What is no valid geometry has no distance and no relation to others. */
export const spatialFunctions: Readonly<Record<string, SqlFunction>> = {
  ST_DISTANCE: ofTwo(distance),
  ST_INTERSECTS: ofTwo(intersect),
  ST_ISVALID: { arity: [1, 1], apply: (value) => !('reason' in readGeometry(value)) },
  ST_ISVALIDDETAILED: {
    arity: [1, 1],
    apply: (value) => {
      const read = readGeometry(value);
      return 'reason' in read ? { valid: false, reason: read.reason } : { valid: true };
    },
  },
  ST_WITHIN: ofTwo(isWithin),
};

function ofTwo(compute: (left: Geometry, right: Geometry) => Value): SqlFunction {
  return {
    arity: [2, 2],
    apply: (...values) => {
      const [left, right] = values.map(readGeometry);
      if (left === undefined || right === undefined || 'reason' in left || 'reason' in right) return undefined;
      return compute(left, right);
    },
  };
}
