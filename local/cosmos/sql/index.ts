export { documentPath, itemAlias, restrictions, type Restriction } from './document-path.ts';
export { everyValue, intersection, orderedBytes, sameType, successor, type ByteRange } from './ordered-bytes.ts';
export { parseQuery } from './parse-query.ts';
export type { Position } from './position.ts';
export {
  prepareQuery,
  type PreparedQuery,
  type Resume,
  type RunOptions,
  type ResultRow,
  type SourceRow,
} from './run-query.ts';
export { SqlError } from './sql-error.ts';
export type { Query } from './syntax.ts';
export type { Json, Value } from './value.ts';
