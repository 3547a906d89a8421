import { CosmosFailure } from './failure.ts';
import type { CosmosRequest } from './operation.ts';
import { resourceKinds, type ResourceKind } from './resource-kinds.ts';

/** Throws 501 for a POST to a script, which asks to run it; 405 for other resources. */
export function refuseExecution(kind: ResourceKind): never {
  const { noun } = resourceKinds[kind];
  if (kind !== 'sprocs') throw new CosmosFailure(405, `A ${noun} does not support POST.`);
  throw notRun(`${noun}s`);
}

/** Throws 501 for a write that asks for a trigger: done without it, it would be another write. */
export function refuseTriggers({ header }: CosmosRequest): void {
  const isAsked = ['x-ms-documentdb-pre-trigger-include', 'x-ms-documentdb-post-trigger-include'].some(
    (name) => (header(name) ?? '') !== '',
  );
  if (isAsked) throw notRun('triggers');
}

function notRun(what: string): CosmosFailure {
  return new CosmosFailure(
    501,
    `The local Cosmos keeps ${what}, but does not run them: it has no server-side JavaScript.`,
  );
}
