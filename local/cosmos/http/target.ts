/** What a request is about. Names are decoded. */
export type Target =
  | { readonly kind: 'account' | 'databases' | 'offers' }
  | { readonly kind: 'offer'; readonly id: string }
  | { readonly kind: 'database' | 'containers'; readonly database: string }
  | { readonly kind: ContainerKind; readonly database: string; readonly container: string }
  | { readonly kind: 'item'; readonly database: string; readonly container: string; readonly id: string }
  | { readonly kind: 'unsupported'; readonly type: string }
  | { readonly kind: 'unknown' };

type ContainerKind = 'container' | 'ranges' | 'items' | 'key-deletion' | 'conflicts';

/** The names and types of which the path of a request is made. */
export type Segments = readonly string[];

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

function withinDatabase(database: string, [type, container, ...rest]: Segments): Target {
  if (type === 'users') return { kind: 'unsupported', type };
  if (type !== 'colls') return { kind: 'unknown' };
  if (container === undefined) return { kind: 'containers', database };
  return withinContainer({ database, container }, rest);
}

const scripts = new Set(['sprocs', 'triggers', 'udfs']);
const lists = { docs: 'items', pkranges: 'ranges', conflicts: 'conflicts' } as const;

function withinContainer(name: { readonly database: string; readonly container: string }, segments: Segments): Target {
  const [type, id, ...rest] = segments;
  if (type === undefined) return { kind: 'container', ...name };
  if (scripts.has(type)) return { kind: 'unsupported', type };
  if (rest.length > 0) return { kind: 'unknown' };
  if (id === undefined) return isList(type) ? { kind: lists[type], ...name } : { kind: 'unknown' };
  if (type === 'docs') return { kind: 'item', ...name, id };
  return type === 'operations' && id === 'partitionkeydelete' ? { kind: 'key-deletion', ...name } : { kind: 'unknown' };
}

function isList(type: string): type is keyof typeof lists {
  return Object.hasOwn(lists, type);
}
