import type { EntityId } from '../../domain/modelling/ids.ts';
import { createHash } from 'node:crypto';
import type { HttpRequest } from '@azure/functions';
import { z } from 'zod';
import type { Caller } from '../../application/callers/caller.ts';
import type { Reach } from '../../application/callers/reach.ts';
import type { ExpectedVersion } from '../../application/commands/command-outcome.ts';
import type { Provenance } from '../../application/streams/commit.ts';
import { entityId } from '../../domain/modelling/values.ts';
import type { AuthorizedCaller } from './authorization.ts';
import { ifMatch } from './entity-tag.ts';
import { readJsonBody } from './json-body.ts';
import { invalidRequest, validate } from './problems/validation-errors.ts';
import { commandIdBy, token, type RequestContext } from './request-context.ts';

/** The parameters of a command's path. */
export const commandPath = z.object({ id: entityId });

/** The headers that a command may have. */
export const commandHeaders = z.object({
  'Idempotency-Key': token.optional().meta({
    description:
      'A repeated command of the same caller with the same key is carried out once, and answered as it was the first time.',
  }),
  'If-Match': ifMatch.optional().meta({
    description:
      'Only at this version, as an ETag gave it; "0": only if the entity does not exist; *: only if it exists.',
  }),
});

const head = commandPath.extend(commandHeaders.shape);

/** A validated command with its metadata. */
export interface ReadCommand<Data> {
  readonly entityId: EntityId;
  readonly data: Data;
  readonly provenance: Provenance;
  readonly reach: Reach;
  /** True without an Idempotency-Key: the command id was generated here. */
  readonly isNewId: boolean;
  /** The version that the caller decided on, from If-Match. */
  readonly expectedVersion?: ExpectedVersion;
}

/** Reads a command from its request. Throws {@link RequestRefused} with every validation error of path, headers and body. */
export const readCommand = async <Schema extends z.ZodType>(
  request: HttpRequest,
  { name, schema, caller }: { readonly name: string; readonly schema: Schema; readonly caller: AuthorizedCaller },
  { correlationId, traceparent }: RequestContext,
): Promise<ReadCommand<z.output<Schema>>> => {
  const body = validate(schema, await readJsonBody(request), 'body');
  const said = validate(head, headOf(request), 'request');
  if (!('data' in body) || !('data' in said)) throw invalidRequest([...said.errors, ...body.errors]);
  const version = said.data['If-Match'];
  const key = said.data['Idempotency-Key'];
  return {
    entityId: said.data.id,
    data: body.data,
    provenance: {
      actor: caller.id,
      commandId: commandIdBy(key),
      commandDigest: digestOf(caller, name, body.data),
      correlationId,
      causationId: null,
      traceparent,
    },
    reach: caller.reach,
    isNewId: key === undefined,
    ...(version === undefined ? {} : { expectedVersion: version }),
  };
};

/**
 * Equal for equal requests, however they were written: the schema has ordered the fields and filled in the defaults.
 * The caller is part of it: a caller who repeats another caller's request under the same key does not get that outcome.
 */
const digestOf = ({ id }: Caller, name: string, data: unknown): string =>
  createHash('sha256')
    .update(JSON.stringify([id, name, data]))
    .digest('base64url');

const headOf = ({ params, headers }: HttpRequest): unknown => ({
  id: params.id,
  'Idempotency-Key': headers.get('idempotency-key') ?? undefined,
  'If-Match': headers.get('if-match') ?? undefined,
});
