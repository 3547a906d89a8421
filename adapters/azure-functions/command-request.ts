import { createHash, randomUUID } from 'node:crypto';
import type { HttpRequest } from '@azure/functions';
import { z } from 'zod';
import type { Caller } from '../../application/callers/caller.ts';
import type { ExpectedVersion } from '../../application/commands/command-outcome.ts';
import type { Provenance } from '../../application/streams/commit.ts';
import { entityId } from '../../domain/values.ts';
import type { Conversation } from './conversation.ts';
import { malformed, parseWithFaults } from './faults.ts';
import { ifMatch, token } from './header-values.ts';
import { readJsonBody } from './json-body.ts';

/** What a command's path says. */
export const commandPath = z.object({ id: entityId });

/** What a command's headers may say. */
export const commandHeaders = z.object({
  'Idempotency-Key': token.optional().meta({
    description: 'Makes a repeated command of the same caller the same command: it answers what it answered.',
  }),
  'If-Match': ifMatch.optional().meta({
    description: 'Only at this version, as an ETag gave it; "0": only if there is none; *: only if there is one.',
  }),
});

const head = commandPath.extend(commandHeaders.shape);

/** A command as it came in, checked. */
export interface ReadCommand<Data> {
  readonly entityId: string;
  readonly data: Data;
  readonly provenance: Provenance;
  /** Whether the caller gave no Idempotency-Key, so that the command id was made here. */
  readonly isNewId: boolean;
  /** What the caller says of the version that it decided on, if it says anything. */
  readonly expectedVersion?: ExpectedVersion;
}

/** Reads the command of this name from its request. Throws {@link RequestRefused} with every fault of path, headers and body at once. */
export const readCommand = async <Schema extends z.ZodType>(
  request: HttpRequest,
  { name, schema, caller }: { readonly name: string; readonly schema: Schema; readonly caller: Caller },
  { correlationId, traceparent }: Conversation,
): Promise<ReadCommand<z.output<Schema>>> => {
  const body = parseWithFaults(schema, await readJsonBody(request), 'body');
  const said = parseWithFaults(head, headOf(request), 'request');
  if (!('data' in body) || !('data' in said)) throw malformed([...said.faults, ...body.faults]);
  const version = said.data['If-Match'];
  const key = said.data['Idempotency-Key'];
  return {
    entityId: said.data.id,
    data: body.data,
    provenance: {
      actor: caller.id,
      commandId: key ?? randomUUID(),
      commandDigest: digestOf(caller, name, body.data),
      correlationId,
      causationId: null,
      traceparent,
    },
    isNewId: key === undefined,
    ...(version === undefined ? {} : { expectedVersion: version }),
  };
};

/**
 * The same for the same request, however it was written: the schema has put the fields in order and filled the defaults in.
 * The caller is part of it: whoever sends what another has sent, under the same key, does not get the other's outcome as its own.
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
