import { lastLsn } from '../storage/ranges.ts';
import { requireContainer, type Container, type ContainerName } from './container.ts';
import { badRequest, CosmosFailure } from './failure.ts';
import type { Cosmos, CosmosRequest } from './operation.ts';

/**
 * The headers of every answer about items of one range; the session token says how far that range is. A range in which
 * nothing was written yet has nothing that a session must see again.
 */
export function itemHeaders(
  { stored, encodedPath }: Container,
  range: number,
  lsn: number,
): Readonly<Record<string, string>> {
  return {
    ...(lsn === 0 ? {} : { 'x-ms-session-token': `${range}:-1#${lsn}` }),
    lsn: String(lsn),
    'x-ms-documentdb-partitionkeyrangeid': String(range),
    'x-ms-alt-content-path': encodedPath,
    'x-ms-content-path': stored.rid,
  };
}

/** The substatus of "this replica is behind your session". */
const readSessionNotAvailable = 1002;

/**
 * Throws 404 when the caller's session has seen more of a range than there is, which happens when a data folder was put
 * back to an older state. The SDK then forgets its session and reads again. Ranges that were split do not count any more.
 * Throws 400 for a token that is none.
 */
export function refuseFutureSession(cosmos: Cosmos, name: ContainerName, request: CosmosRequest): void {
  const header = request.header('x-ms-session-token') ?? '';
  if (header === '') return;
  const { no, ranges } = requireContainer(cosmos, name);
  for (const { range, lsn } of header.split(',').map(parseToken)) {
    const isKnown = ranges.some((one) => String(one.no) === range);
    if (isKnown && lsn > lastLsn(cosmos.storage, no, Number(range)))
      throw new CosmosFailure(404, 'The read session is not available for the input session token.', {
        substatus: readSessionNotAvailable,
      });
  }
}

/** `range:version#lsn`, and in accounts with several regions `#region=lsn` behind it. */
function parseToken(token: string): { readonly range: string; readonly lsn: number } {
  const [, range, lsn] = /^(\d+):-?\d+#(\d+)(?:#\d+=-?\d+)*$/.exec(token.trim()) ?? [];
  if (range === undefined) throw badRequest(`The session token provided '${token}' is invalid.`);
  return { range, lsn: Number(lsn) };
}

/** The substatus of "this is not the container that you mean". */
const incorrectContainer = 1024;

/**
 * Throws 400 when the caller means another container than the one that has the name now. A client that encrypts says which
 * it means, since it must not write by the policy of a container that was deleted and made again; then it reads the new policy.
 */
export function refuseOtherContainer(cosmos: Cosmos, name: ContainerName, request: CosmosRequest): void {
  const intended = request.header('x-ms-cosmos-intended-collection-rid');
  if (intended !== undefined && intended !== requireContainer(cosmos, name).stored.rid)
    throw badRequest(`The container ${name.container} is not the one with the _rid ${intended}.`, incorrectContainer);
}

const levels = ['strong', 'boundedstaleness', 'session', 'consistentprefix', 'eventual'];

/** Throws 400 for a consistency level that does not exist. All that exist are kept: nothing is ever read that is not newest. */
export function refuseUnknownConsistency(request: CosmosRequest): void {
  const level = request.header('x-ms-consistency-level');
  if (level !== undefined && !levels.includes(level.toLowerCase()))
    throw badRequest(`The value '${level}' specified for the header 'x-ms-consistency-level' is invalid.`);
}

/** Whether the answer to a write shall carry the item. */
export function wantsBody(request: CosmosRequest): boolean {
  return request.header('prefer')?.toLowerCase() !== 'return=minimal';
}
