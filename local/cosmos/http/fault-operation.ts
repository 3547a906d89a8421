import type { FaultRequest } from './fault-request.ts';

const operations = [
  'create',
  'upsert',
  'read',
  'replace',
  'patch',
  'delete',
  'delete-key',
  'query',
  'plan',
  'feed',
  'batch',
  'bulk',
] as const;

/** What a request for items does. */
export type FaultOperation = (typeof operations)[number];

/** Whether a word names an operation. */
export function isFaultOperation(word: unknown): word is FaultOperation {
  return operations.some((operation) => operation === word);
}

/** What a request does with items; `undefined` when it is about something else. */
export function operationOf({ method, path, headers }: FaultRequest): FaultOperation | undefined {
  const [kind, id] = /^\/dbs\/[^/]+\/colls\/[^/]+\/(docs|operations)(?:\/(.+))?$/.exec(path)?.slice(1) ?? [];
  if (kind === 'operations') return id === 'partitionkeydelete' ? 'delete-key' : undefined;
  if (kind !== 'docs') return undefined;
  if (id !== undefined) return onItem[method];
  return method === 'GET' ? 'feed' : posted(headers);
}

const onItem: Readonly<Record<string, FaultOperation>> = {
  GET: 'read',
  PUT: 'replace',
  PATCH: 'patch',
  DELETE: 'delete',
};

function posted(headers: FaultRequest['headers']): FaultOperation {
  const says = (name: string): boolean => String(headers[name]).toLowerCase() === 'true';
  if (says('x-ms-cosmos-is-query-plan-request')) return 'plan';
  if (says('x-ms-documentdb-isquery')) return 'query';
  if (says('x-ms-cosmos-is-batch-request')) return says('x-ms-cosmos-batch-atomic') ? 'batch' : 'bulk';
  return says('x-ms-documentdb-is-upsert') ? 'upsert' : 'create';
}
