import type { Container } from './container.ts';
import { CosmosFailure } from './failure.ts';
import type { CosmosRequest } from './operation.ts';

/** The headers of every answer about items of one range; the session token says how far that range is. */
export function itemHeaders(
  { stored, encodedPath }: Container,
  range: number,
  lsn: number,
): Readonly<Record<string, string>> {
  return {
    'x-ms-session-token': `${range}:-1#${lsn}`,
    lsn: String(lsn),
    'x-ms-documentdb-partitionkeyrangeid': String(range),
    'x-ms-alt-content-path': encodedPath,
    'x-ms-content-path': stored.rid,
  };
}

/** The substatus of "this replica is behind your session". */
const readSessionNotAvailable = 1002;

/**
 * Throws 404 when the caller's session has seen more of the range than there is, which happens when a data folder was
 * put back to an older state. The SDK then forgets its session and reads again.
 */
export function refuseFutureSession(request: CosmosRequest, range: number, lsn: number): void {
  for (const token of request.header('x-ms-session-token')?.split(',') ?? []) {
    const [id, position = ''] = token.split(':');
    if (id === String(range) && Number(position.split('#')[1]) > lsn)
      throw new CosmosFailure(404, 'The read session is not available for the input session token.', {
        substatus: readSessionNotAvailable,
      });
  }
}

/** Whether the answer to a write shall carry the item. */
export function wantsBody(request: CosmosRequest): boolean {
  return request.header('prefer')?.toLowerCase() !== 'return=minimal';
}
