export { replaceMembers, type VirtualMember } from './replace-members.ts';
export { documentPath, itemAlias, restrictions, type Restriction } from './document-path.ts';
export { isGrouped } from './grouping.ts';
export { lookups, type Lookup } from './lookups.ts';
export { everyValue, intersection, orderedBytes, sameType, successor, type ByteRange } from './ordered-bytes.ts';
export { isMeasured, isRanked } from './prepare-query.ts';
export { parseQuery } from './parse-query.ts';
export { planHybrid, type HybridPlan } from './plan-hybrid.ts';
export { concatenation, planQuery } from './plan-query.ts';
export type { QueryPlan } from './query-plan.ts';
export { remembering } from '../remembering.ts';
export { isRewrittenOrder } from './rewritten-order.ts';
export type { Position } from './position.ts';
export {
  prepareQuery,
  type PreparedQuery,
  type Resume,
  type RunOptions,
  type Sorting,
  type SourceRow,
} from './run-query.ts';
export type { ResultRow } from './results.ts';
export { SqlError } from './sql-error.ts';
export type { Query } from './syntax.ts';
export { typeRank, type Json, type Value } from './value.ts';
