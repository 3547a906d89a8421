import type { ResourceName } from '../operations/resource-home.ts';

/** What a request is about. Names are decoded. */
export type Target =
  | { readonly kind: 'account' | 'databases' | 'offers' }
  | { readonly kind: 'offer'; readonly id: string }
  | { readonly kind: 'database' | 'containers'; readonly database: string }
  | { readonly kind: ContainerKind; readonly database: string; readonly container: string }
  | { readonly kind: 'item'; readonly database: string; readonly container: string; readonly id: string }
  | { readonly kind: 'resources'; readonly name: ResourceName }
  | { readonly kind: 'resource'; readonly name: ResourceName & { readonly id: string } }
  | { readonly kind: 'unknown' };

type ContainerKind = 'container' | 'ranges' | 'items' | 'key-deletion' | 'conflicts';

/** The names and types of which the path of a request is made. */
export type Segments = readonly string[];

type MaybeSegments = readonly (string | undefined)[];

/**
 * Cuts a path at its slashes. There are no query strings in this protocol: an item may be called `q?x=1`, and the SDK
 * sends that question mark as it is. `undefined` when the path is not decodable.
 */
export function splitPath(url: string): Segments | undefined {
  try {
    return url
      .split('/')
      .filter((segment) => segment !== '')
      .map(decodeURIComponent);
  } catch {
    return undefined;
  }
}

/** Recognises what a path names. */
export function targetOf(segments: Segments): Target {
  const [type, name] = segments;
  if (segments.length === 0) return { kind: 'account' };
  if (type === 'offers') return segments.length === 1 ? { kind: 'offers' } : offerTarget(segments);
  if (type !== 'dbs') return { kind: 'unknown' };
  if (name === undefined) return { kind: 'databases' };
  return segments.length === 2 ? { kind: 'database', database: name } : withinDatabase(name, segments.slice(2));
}

function offerTarget([, id = '', ...rest]: Segments): Target {
  return rest.length === 0 ? { kind: 'offer', id } : { kind: 'unknown' };
}

const databaseKinds = ['users', 'clientencryptionkeys'] as const;
const scriptKinds = ['sprocs', 'triggers', 'udfs'] as const;
const lists = { docs: 'items', pkranges: 'ranges', conflicts: 'conflicts' } as const;

function withinDatabase(database: string, [type, name, ...rest]: Segments): Target {
  const kind = databaseKinds.find((each) => each === type);
  if (kind !== undefined) return withinUser(database, kind, [name, ...rest]);
  if (type !== 'colls') return { kind: 'unknown' };
  if (name === undefined) return { kind: 'containers', database };
  return withinContainer({ database, container: name }, rest);
}

function withinUser(database: string, kind: (typeof databaseKinds)[number], segments: MaybeSegments): Target {
  const [user, type, ...rest] = segments;
  if (type === undefined) return resourceTarget({ kind, within: { database } }, [user]);
  if (kind !== 'users' || user === undefined || type !== 'permissions') return { kind: 'unknown' };
  return resourceTarget({ kind: 'permissions', within: { database, user } }, rest);
}

function withinContainer(name: { readonly database: string; readonly container: string }, segments: Segments): Target {
  const [type, id, ...rest] = segments;
  if (type === undefined) return { kind: 'container', ...name };
  const kind = scriptKinds.find((each) => each === type);
  if (kind !== undefined) return resourceTarget({ kind, within: name }, [id, ...rest]);
  if (rest.length > 0) return { kind: 'unknown' };
  if (id === undefined) return isList(type) ? { kind: lists[type], ...name } : { kind: 'unknown' };
  if (type === 'docs') return { kind: 'item', ...name, id };
  return type === 'operations' && id === 'partitionkeydelete' ? { kind: 'key-deletion', ...name } : { kind: 'unknown' };
}

function resourceTarget(name: ResourceName, [id, ...rest]: MaybeSegments): Target {
  if (rest.length > 0) return { kind: 'unknown' };
  return id === undefined ? { kind: 'resources', name } : { kind: 'resource', name: { ...name, id } };
}

function isList(type: string): type is keyof typeof lists {
  return Object.hasOwn(lists, type);
}
