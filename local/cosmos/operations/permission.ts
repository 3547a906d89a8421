import { keyText, parseKeyHeader, type PartitionKey } from '../keys/partition-key.ts';
import { badRequest } from './failure.ts';
import type { JsonObject } from './json-body.ts';
import { requireOneOf } from './policy.ts';

/** What a user may do with a resource: `read`, or `all`; with items of one partition key only, when it names one. */
export interface Permission extends JsonObject {
  /** As it was sent: the service's documentation writes it with a capital letter, the SDK with a small one. */
  readonly permissionMode: string;
  /** A link to a container or to something in it, made of names or of `_rid`s. */
  readonly resource: string;
  readonly resourcePartitionKey?: readonly unknown[];
}

const containerOrBelow = /^dbs(\/[^/]+\/\w+){1,2}\/[^/]+$/;

/** Checks a permission that is to be stored. Throws 400. */
export function readPermission({ permissionMode, resource, resourcePartitionKey }: JsonObject): Permission {
  const mode = requireOneOf(permissionMode, ['read', 'all'], 'permissionMode');
  if (typeof resource !== 'string' || !containerOrBelow.test(linkOf(resource)))
    throw badRequest(`The 'resource' of a permission must be the link of a container, or of something in it.`);
  if (resourcePartitionKey === undefined || resourcePartitionKey === null) return { permissionMode: mode, resource };
  if (!Array.isArray(resourcePartitionKey) || parseKeyHeader(JSON.stringify(resourcePartitionKey)) === undefined)
    throw badRequest(`The 'resourcePartitionKey' must be a list of the values of a partition key.`);
  return { permissionMode: mode, resource, resourcePartitionKey };
}

/** A link without the slashes around it. */
export function linkOf(resource: string): string {
  return resource.replace(/^\/+|\/+$/g, '');
}

/** Whether a permission covers the key that a request names: its own, or one below it where keys are hierarchical. */
export function coversKey({ resourcePartitionKey }: Permission, key: PartitionKey | undefined): boolean {
  if (resourcePartitionKey === undefined) return true;
  const own = parseKeyHeader(JSON.stringify(resourcePartitionKey)) ?? [];
  return key !== undefined && keyText(key.slice(0, own.length)) === keyText(own);
}
