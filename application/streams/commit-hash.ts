import { z } from 'zod';

/** The SHA-256 of a text's UTF-8, in base64url. It is handed in: the engine imports no cryptography. */
export type Digest = (text: string) => string;

/**
 * The hash of a stored commit: the digest of all its fields, also of those that this code does not know, in canonical form. Left
 * out are `hash` itself and what the store sets, whose names begin with an underscore. `previousHash` is one of the fields, so
 * a hash covers the whole stream up to its commit. Part of the storage format.
 */
export const hashOf = (document: unknown, digest: Digest): string =>
  digest(isObject(document) ? membersOf(document, Object.keys(document).filter(isHashed)) : '{}');

const isHashed = (name: string): boolean => name !== 'hash' && !name.startsWith('_');

/** A document as somebody holds it, compared with its own hash. */
export type Integrity =
  /** Every value is as it was stored. */
  | 'intact'
  /** Something has changed a value: on its way, or in the store. */
  | 'changed'
  /** It carries no hash: an older release has stored it. Nothing can be said. */
  | 'unhashed';

/** Tells by a commit's own hash whether it is as it was stored, wherever the document comes from. */
export const integrityOf = (document: unknown, digest: Digest): Integrity => {
  const found = hashed.safeParse(document).data;
  if (found === undefined) return 'unhashed';
  return found.hash === hashOf(document, digest) ? 'intact' : 'changed';
};

const hashed = z.object({ hash: z.string() });

/**
 * JSON in one form only, whatever the order of the keys: as RFC 8785 (JSON Canonicalization Scheme) has it. Text that is not
 * well-formed is taken as UTF-8 would keep it. What JSON has no word for (NaN, undefined in a list) is null, as JSON makes it.
 */
export const canonical = (value: unknown): string => {
  if (typeof value === 'string') return JSON.stringify(value.toWellFormed());
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (isObject(value)) return membersOf(value, Object.keys(value));
  return JSON.stringify(value === undefined ? null : value);
};

/** Every commit that is read passes here, so it makes no more copies than it must. By UTF-16 code units, which is how strings sort. */
const membersOf = (value: Readonly<Record<string, unknown>>, names: string[]): string => {
  let text = '';
  for (const name of names.every(isWellFormed) ? names.sort() : names.sort(byWellFormedName)) {
    const member = value[name];
    if (member !== undefined)
      text += `${text === '' ? '' : ','}${JSON.stringify(name.toWellFormed())}:${canonical(member)}`;
  }
  return `{${text}}`;
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const isWellFormed = (text: string): boolean => text.isWellFormed();

const byWellFormedName = (one: string, other: string): number => (one.toWellFormed() < other.toWellFormed() ? -1 : 1);
