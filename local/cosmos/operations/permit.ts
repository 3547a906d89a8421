import { keyText, parseKeyHeader } from '../keys/partition-key.ts';
import { findContainer, type StoredContainer } from '../storage/containers.ts';
import { findDatabase, type StoredDatabase } from '../storage/databases.ts';
import { findItemByNo } from '../storage/items.ts';
import { itemNumber } from '../storage/resource-ids.ts';
import { CosmosFailure } from './failure.ts';
import type { Cosmos, CosmosRequest } from './operation.ts';
import { coversKey, linkOf, type Permission } from './permission.ts';
import { isPlanRequest } from './query-plan.ts';
import { isQuery } from './resource-list.ts';

/** What somebody asks for who has a permission. The path is decoded, in its segments. */
export interface Access {
  readonly method: string;
  readonly path: readonly string[];
  readonly request: CosmosRequest;
}

/** Throws 403 for what a permission does not cover. Everybody may read the account, which the SDK does first. */
export function permit(cosmos: Cosmos, permission: Permission, access: Access): void {
  if (access.path.length === 0) return;
  const isCovered = isWithin(cosmos, permission, access) && (allowsAll(permission) || isReading(access));
  if (!isCovered || !hasCoveredKey(permission, access))
    throw new CosmosFailure(
      403,
      `The permission of the resource token does not cover this request: it is ${permission.permissionMode} on ${permission.resource}.`,
    );
}

function allowsAll({ permissionMode }: Permission): boolean {
  return permissionMode.toLowerCase() === 'all';
}

function isReading(access: Access): boolean {
  const { method, path, request } = access;
  return method === 'GET' || isPlan(access) || (method === 'POST' && path.length === listLength && isQuery(request));
}

/** `dbs/{db}/colls/{container}/docs`: sent to anything but a list, the headers that mark a query mean nothing. */
const listLength = 5;

function isPlan({ method, path, request }: Access): boolean {
  return method === 'POST' && path.length === listLength && path[4] === 'docs' && isPlanRequest(request);
}

/** Items and scripts are of a key; the container itself, its ranges and plans of queries are of none, and may be looked at. */
function hasCoveredKey(permission: Permission, access: Access): boolean {
  const { method, path, request } = access;
  const type = path[4];
  const isOfNoKey = type === undefined || type === 'pkranges' || isPlan(access);
  if (isOfNoKey && (method === 'GET' || isPlan(access))) return true;
  const header = isOfNoKey ? undefined : request.header('x-ms-documentdb-partitionkey');
  return coversKey(permission, header === undefined ? undefined : parseKeyHeader(header));
}

/** A permission on a container covers what is in it; one on something in it, just that. */
function isWithin(cosmos: Cosmos, { resource }: Permission, access: Access): boolean {
  const [, database, , container, type, name = ''] = linkOf(resource).split('/');
  const found = containerOf(cosmos, access);
  if (found === undefined || !isLinked(found.database, database) || !isLinked(found.container, container)) return false;
  return type === undefined || (type === access.path[4] && isNamed(cosmos, found.container.no, name, access));
}

function isLinked({ id, rid }: { readonly id: string; readonly rid: string }, link: string | undefined): boolean {
  return link === id || link === rid;
}

/** The container that is asked for, or within which something is. */
function containerOf(
  { storage }: Cosmos,
  { path: [, databaseName, type, containerName] }: Access,
): { readonly database: StoredDatabase; readonly container: StoredContainer } | undefined {
  if (databaseName === undefined || type !== 'colls' || containerName === undefined) return undefined;
  const database = findDatabase(storage, databaseName);
  const container = database && findContainer(storage, database.no, containerName);
  return database && container && { database, container };
}

function isNamed({ storage }: Cosmos, container: number, name: string, { path, request }: Access): boolean {
  const id = path[5];
  if (path.length !== 6 || id === undefined) return false;
  if (id === name) return true;
  const number = itemNumber(name);
  const item = number === undefined ? undefined : findItemByNo(storage, number);
  const key = parseKeyHeader(request.header('x-ms-documentdb-partitionkey') ?? '');
  return item?.container === container && item.id === id && key !== undefined && keyText(key) === item.key;
}
