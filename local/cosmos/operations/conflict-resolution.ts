import { badRequest } from './failure.ts';
import { isJsonObject, type JsonObject } from './json-body.ts';
import { isPropertyPath } from './policy.ts';

const lastWriterWins = {
  mode: 'LastWriterWins',
  conflictResolutionPath: '/_ts',
  conflictResolutionProcedure: '',
};

/** Checks and completes a policy that only accounts with several write regions ever follow. Throws 400. */
export function normaliseConflicts(sent: unknown): JsonObject {
  if (sent === undefined || sent === null) return lastWriterWins;
  if (!isJsonObject(sent)) throw badRequest(`The 'conflictResolutionPolicy' must be an object.`);
  const { mode = 'LastWriterWins', conflictResolutionPath, conflictResolutionProcedure = '' } = sent;
  if (mode === 'Custom') return { mode, conflictResolutionPath: '', conflictResolutionProcedure };
  if (mode !== 'LastWriterWins') throw badRequest(`The conflict resolution 'mode' must be LastWriterWins or Custom.`);
  return { ...lastWriterWins, conflictResolutionPath: requirePath(conflictResolutionPath) };
}

function requirePath(path: unknown): string {
  if (path === undefined || path === '') return lastWriterWins.conflictResolutionPath;
  if (!isPropertyPath(path)) throw badRequest(`The 'conflictResolutionPath' must be of the form "/_ts".`);
  return path;
}
