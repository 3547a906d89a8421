import { CosmosFailure } from './failure.ts';
import type { CosmosRequest } from './operation.ts';

/** The refusal of a type of resource that this server does not have. */
export function unsupported(type: string): CosmosFailure {
  return type === 'users'
    ? new CosmosFailure(501, 'The local Cosmos has no users and permissions: it knows the key of the account only.')
    : new CosmosFailure(501, `The local Cosmos does not run ${type}: it has no server-side JavaScript.`);
}

/** Throws 501 for a write that asks for a trigger: done without it, it would be another write. */
export function refuseTriggers({ header }: CosmosRequest): void {
  const isAsked = ['x-ms-documentdb-pre-trigger-include', 'x-ms-documentdb-post-trigger-include'].some(
    (name) => (header(name) ?? '') !== '',
  );
  if (isAsked) throw unsupported('triggers');
}
