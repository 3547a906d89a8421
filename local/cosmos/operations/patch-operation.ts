import { badRequest } from './failure.ts';
import { isJsonObject, type JsonObject } from './json-body.ts';

/** A place in a document: the object or array that holds it, and its name or index there. */
type Place =
  | { readonly kind: 'property'; readonly holder: JsonObject; readonly name: string }
  | { readonly kind: 'element'; readonly holder: unknown[]; readonly index: number };

const fixed = new Set(['/id', '/_rid', '/_self', '/_etag', '/_ts', '/_attachments']);

/** Changes the document by one patch operation. Throws 400 when it cannot be applied. */
export function applyPatchOperation(document: JsonObject, { op, path, from, value }: JsonObject): void {
  switch (op) {
    case 'add':
      insert(locate(document, path), required(value));
      return;
    case 'set':
      assign(locate(document, path), required(value));
      return;
    case 'replace':
      assign(existing(document, path), required(value));
      return;
    case 'remove':
      remove(existing(document, path));
      return;
    case 'incr':
      increment(locate(document, path), value);
      return;
    case 'move': {
      const source = existing(document, from);
      const moved = valueOf(source);
      remove(source);
      assign(locate(document, path), moved);
      return;
    }
    default:
      throw badRequest(`The patch operation ${JSON.stringify(op)} is none of add, set, replace, remove, incr, move.`);
  }
}

function required(value: unknown): unknown {
  if (value === undefined) throw badRequest(`The patch operation needs a 'value'.`);
  return value;
}

/** Finds the place that a JSON pointer names; the place itself may be empty, its parent may not. */
function locate(document: JsonObject, path: unknown): Place {
  if (typeof path !== 'string' || !path.startsWith('/'))
    throw badRequest(`The patch path ${JSON.stringify(path)} is invalid.`);
  if (fixed.has(path)) throw badRequest(`The patch path ${path} names a property that cannot be changed.`);
  const names = path
    .slice(1)
    .split('/')
    .map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'));
  const last = names.pop() ?? '';
  const holder = names.reduce<unknown>((value, name) => child(value, name), document);
  if (Array.isArray(holder))
    return { kind: 'element', holder, index: last === '-' ? holder.length : arrayIndex(last, path) };
  if (isJsonObject(holder)) return { kind: 'property', holder, name: last };
  throw badRequest(`The patch path ${path} has no parent in the document.`);
}

function existing(document: JsonObject, path: unknown): Place {
  const place = locate(document, path);
  if (valueOf(place) === undefined) throw badRequest(`The patch path ${String(path)} does not exist in the document.`);
  return place;
}

function child(value: unknown, name: string): unknown {
  if (Array.isArray(value)) return (value as unknown[])[Number(name)];
  return isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

function arrayIndex(text: string, path: string): number {
  if (!/^\d+$/.test(text)) throw badRequest(`The patch path ${path} needs an index where the document has an array.`);
  return Number(text);
}

function valueOf(place: Place): unknown {
  return place.kind === 'element' ? place.holder[place.index] : child(place.holder, place.name);
}

/** Sets a property; puts an element in front of the one at its index. */
function insert(place: Place, value: unknown): void {
  if (place.kind === 'element') {
    refuseBeyond(place.index, place.holder.length);
    place.holder.splice(place.index, 0, value);
  } else assign(place, value);
}

/** Sets a property or an element; one index past the end appends. */
function assign(place: Place, value: unknown): void {
  if (place.kind === 'element') {
    refuseBeyond(place.index, place.holder.length);
    place.holder[place.index] = value;
  } else
    Object.defineProperty(place.holder, place.name, { value, configurable: true, enumerable: true, writable: true });
}

function remove(place: Place): void {
  if (place.kind === 'element') place.holder.splice(place.index, 1);
  else Reflect.deleteProperty(place.holder, place.name);
}

function increment(place: Place, by: unknown): void {
  const current = valueOf(place) ?? 0;
  if (typeof current !== 'number' || typeof by !== 'number')
    throw badRequest('incr needs a number, and a number to add to.');
  assign(place, current + by);
}

function refuseBeyond(index: number, length: number): void {
  if (index > length) throw badRequest(`The patch index ${index} is beyond the end of the array.`);
}
