import { parseQuery, prepareQuery, type Json, type Value } from '../sql/index.ts';

/** Runs a query over documents, without a server. */
export function runSql(
  text: string,
  documents: readonly Json[] = [],
  parameters: ReadonlyMap<string, Value> = new Map(),
): readonly Json[] {
  const query = prepareQuery(parseQuery(text), parameters);
  return Array.from(query.run(documents.map((document, no) => ({ no, document }))), ({ value }) => value);
}

/** What an expression gives; undefined gives no row at all. */
export function valueOf(expression: string): Value {
  return runSql(`SELECT VALUE ${expression}`)[0];
}
