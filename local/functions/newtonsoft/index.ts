export { localOffset, rewrittenDate, type OffsetAt } from './date-text.ts';
export { newtonsoftJson, type NewtonsoftSettings } from './json-text.ts';
