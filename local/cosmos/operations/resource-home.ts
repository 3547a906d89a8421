import { databaseRid, resourceRid } from '../storage/resource-ids.ts';
import { listResources, type ResourcePlace, type StoredResource } from '../storage/resources.ts';
import { requireContainer } from './container.ts';
import { requireDatabase } from './databases.ts';
import { notFound } from './failure.ts';
import type { JsonObject } from './json-body.ts';
import type { Cosmos, CosmosRequest } from './operation.ts';
import { resourceKinds, type ResourceKind } from './resource-kinds.ts';
import { issueToken, lifetimeOf } from './resource-token.ts';

/** Names a list of resources: those of a database, of a container, or of a user. */
export interface ResourceName {
  readonly kind: ResourceKind;
  readonly within: { readonly database: string; readonly container?: string; readonly user?: string };
}

/** What a list of resources belongs to. */
export interface ResourceHome {
  readonly place: ResourcePlace;
  readonly rid: string;
  /** Its `_self`, which ends in a slash. */
  readonly self: string;
}

/** Finds what a list belongs to, or throws 404. */
export function requireHome(cosmos: Cosmos, { within: { database, container, user } }: ResourceName): ResourceHome {
  const { no: db } = requireDatabase(cosmos, database);
  if (container !== undefined) {
    const { no, stored, self } = requireContainer(cosmos, { database, container });
    return { place: { db, container: no, owner: 0 }, rid: stored.rid, self };
  }
  const ofDatabase = { place: { db, container: 0, owner: 0 }, rid: databaseRid(db), self: `dbs/${databaseRid(db)}/` };
  if (user === undefined) return ofDatabase;
  const owner = listResources(cosmos.storage, ofDatabase.place, 'users').find(({ id }) => id === user);
  if (owner === undefined) throw notFound(`user ${user}`);
  const rid = resourceRid(ofDatabase.rid, owner.no);
  return { place: { db, container: 0, owner: owner.no }, rid, self: `${ofDatabase.self}users/${rid}/` };
}

/** A resource as it is answered. A permission carries a new token each time ("Secure access to data", resource tokens). */
export function describeResource(
  cosmos: Cosmos,
  home: ResourceHome,
  { no, kind, id, definition, etag, ts }: StoredResource,
  request: CosmosRequest,
): JsonObject {
  const rid = resourceRid(home.rid, no);
  return {
    ...(JSON.parse(definition) as JsonObject),
    ...{ id, _rid: rid, _self: `${home.self}${kind}/${rid}/`, _etag: etag, _ts: ts },
    ...resourceKinds[kind as ResourceKind].children,
    ...(kind === 'permissions' ? { _token: issueToken(cosmos, no, lifetimeOf(request)) } : {}),
  };
}
