import { parseQuery, prepareQuery, remembering, replaceMembers, SqlError } from '../sql/index.ts';
import type { PreparedQuery, Value, VirtualMember } from '../sql/index.ts';
import { badRequest, type CosmosFailure } from './failure.ts';
import { isJsonObject, parseJsonObject } from './json-body.ts';

/** A query request: its text, what its parameters stand for, and the query ready to run. */
export interface QueryRequest {
  readonly text: string;
  readonly parameters: ReadonlyMap<string, Value>;
  readonly prepared: PreparedQuery;
}

// "Azure Cosmos DB service quotas": the maximum length of SQL query text is 512 KB.
const longestQuery = 512 * 1024;

/** Reads and prepares `{ query, parameters }` for items with these computed properties. Throws 400 with the place in the text where the query is wrong. */
export function prepareRequest(body: Buffer, computed: ReadonlyMap<string, VirtualMember> = new Map()): QueryRequest {
  const { query: text, parameters: given = [] } = parseJsonObject(body);
  if (typeof text !== 'string') throw badRequest(`The request payload needs a 'query'.`);
  if (text.length > longestQuery) throw badRequest('The SQL query text exceeds the limit of 524288 characters.');
  const parameters = readParameters(given);
  try {
    return { text, parameters, prepared: prepareQuery(replaceMembers(parseCached(text), computed), parameters) };
  } catch (error) {
    if (error instanceof RangeError) throw badRequest('The query is nested too deeply.'); // the stack is at its end
    throw error instanceof SqlError ? explain(error) : error;
  }
}

function readParameters(given: unknown): ReadonlyMap<string, Value> {
  if (!Array.isArray(given)) throw badRequest(`'parameters' must be an array of { name, value }.`);
  return new Map(
    given.map((parameter: unknown) => {
      if (!isJsonObject(parameter) || typeof parameter['name'] !== 'string')
        throw badRequest(`'parameters' must be an array of { name, value }.`);
      return [parameter['name'], parameter['value'] as Value];
    }),
  );
}

const parseCached = remembering(500, parseQuery);

function explain({ message, start, end }: SqlError): CosmosFailure {
  const errors = [{ severity: 'Error', location: { start, end }, code: 'SC1001', message }];
  return badRequest(`Message: ${JSON.stringify({ errors })}`);
}
