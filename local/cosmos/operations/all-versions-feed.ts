import { forgottenLsn, scanChanges, type Change } from '../storage/changes.ts';
import type { Storage } from '../storage/open-storage.ts';
import type { Container } from './container.ts';
import { badRequest } from './failure.ts';
import type { FeedScope } from './feed-scope.ts';
import type { CosmosRequest } from './operation.ts';

const outOfRetention = 'You must read the change feed from within the retention period.';

/**
 * Throws 400 where all versions and deletes cannot be read: the container does not keep them, or not any more from there on.
 * From the beginning, and from a time, they can never be read ("Change feed modes in Azure Cosmos DB").
 */
export function refuseForgotten(
  storage: Storage,
  { no, stored }: Container,
  { range, after, request }: { readonly range: number; readonly after: number; readonly request: CosmosRequest },
): void {
  if (stored.retention === null)
    throw badRequest(
      'The container keeps no versions for the all versions and deletes mode. Give it a changeFeedPolicy with a retentionDuration.',
    );
  const isFromPast = request.header('if-none-match') === undefined;
  if (isFromPast || after < forgottenLsn(storage, no, range)) throw badRequest(outOfRetention);
}

/** The next page of changes of a scope, oldest first. It ends at the first end of a transaction at or after `limit` changes. */
export function readChanges(
  storage: Storage,
  { no: container }: Container,
  { scope, after, limit }: { readonly scope: FeedScope; readonly after: number; readonly limit: number },
): readonly Change[] {
  const { range, key, accepts = (other) => key === undefined || key === other } = scope;
  const page: Change[] = [];
  for (const change of scanChanges(storage, { container, range, after })) {
    if (!accepts(change.key)) continue;
    if (page.length >= limit && page.at(-1)?.lsn !== change.lsn) break;
    page.push(change);
  }
  return page;
}

/** A change as the reader sees it, as JSON text. */
export function renderChange(change: Change): string {
  const { current, previous, operation, lsn, ts, previousLsn, hasExpired } = change;
  const metadata = JSON.stringify({
    operationType: operation,
    lsn,
    crts: ts,
    ...(previousLsn === null ? {} : { previousImageLSN: previousLsn }),
    ...(hasExpired === 1 ? { timeToLiveExpired: true } : {}),
  });
  const images = [image('current', current), image('previous', previous)].filter((text) => text !== '');
  return `{${[...images, `"metadata":${metadata}`].join(',')}}`;
}

function image(name: string, body: string | null): string {
  return body === null ? '' : `"${name}":${body}`;
}
