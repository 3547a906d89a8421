import { prepareQuery, parseQuery, SqlError, type Json } from '../sql/index.ts';
import { applyPatchOperation } from './patch-operation.ts';
import { badRequest, preconditionFailed } from './failure.ts';
import { isJsonObject, type JsonObject } from './json-body.ts';

const mostOperations = 10; // "Partial document update in Azure Cosmos DB"

/** A partial update: operations that are applied in their order, when the condition holds. */
export interface Patch {
  /** `from c where ...`, as the SDK sends it. */
  readonly condition: string | undefined;
  readonly operations: readonly JsonObject[];
}

/** Reads the body of a PATCH: a list of operations, or that list with a condition. Throws 400. */
export function readPatch(body: unknown): Patch {
  const { operations, condition } = isJsonObject(body) ? body : { operations: body, condition: undefined };
  if (!Array.isArray(operations) || operations.length === 0 || !operations.every(isJsonObject))
    throw badRequest('A patch needs a list of operations.');
  if (operations.length > mostOperations) throw badRequest(`A patch may have at most ${mostOperations} operations.`);
  if (condition !== undefined && typeof condition !== 'string')
    throw badRequest(`The patch 'condition' must be a string.`);
  return { operations, condition };
}

/** Gives the patched document. Throws 412 when the condition does not hold, and 400 when an operation cannot be applied. */
export function applyPatch(document: JsonObject, { condition, operations }: Patch): JsonObject {
  if (condition !== undefined && !fulfils(document, condition)) throw preconditionFailed();
  const patched = structuredClone(document);
  for (const operation of operations) applyPatchOperation(patched, operation);
  return patched;
}

function fulfils(document: JsonObject, condition: string): boolean {
  try {
    const query = prepareQuery(parseQuery(`SELECT * ${condition}`), new Map());
    return [...query.run([{ no: 1, document: document as Json }])].length > 0;
  } catch (error) {
    if (error instanceof SqlError) throw badRequest(`The patch condition is invalid: ${error.message}`);
    throw error;
  }
}
