import type { Subject } from '../../domain/modelling/ids.ts';
import { z } from 'zod';
import type { FieldPath } from '../../domain/modelling/personal.ts';
import { commitSchema, streamIdSchema, type Commit } from '../streams/commit.ts';
import type { Sealed } from './personal-keys.ts';

/** The only field of the object that replaces a personal value in stored data. Part of the storage format: never rename. */
const marker = '$personal';

const sealedSchema = z.object({
  subject: streamIdSchema,
  enc: z.literal('A256GCM'),
  iv: z.string(),
  text: z.string(),
  tag: z.string(),
});

const sealedValue = z.strictObject({ [marker]: sealedSchema });

type Data = Readonly<Record<string, unknown>>;

/** Replaces the text at each of these paths by a sealed value. Throws when plain data looks like a sealed value. */
export const sealAt = (
  data: Data,
  paths: readonly FieldPath[],
  seal: (text: string, path: FieldPath) => Sealed,
): Data => replaceAt(data, paths, (text, path) => ({ [marker]: seal(text, path) }));

/** Replaces the text at each of these paths. Throws when plain data looks like a sealed value. */
export const replaceAt = (
  data: Data,
  paths: readonly FieldPath[],
  replace: (text: string, path: FieldPath) => unknown,
): Data => {
  const wanted = new Set(paths.map((path) => JSON.stringify(path)));
  return eachValue(data, [], (value, path) => {
    if (typeof value === 'string' && wanted.has(JSON.stringify(path))) return replace(value, path);
    if (isMarked(value)) throw new Error(`${marker} is reserved: an event field cannot have this name.`);
    return undefined;
  });
};

/** Replaces each sealed value by the text that `open` gives for it. Throws when a sealed value is damaged. */
export const openIn = (data: Data, open: (sealed: Sealed, path: FieldPath) => string): Data =>
  eachValue(data, [], (value, path) => (isMarked(value) ? open(sealedValue.parse(value)[marker], path) : undefined));

/** The subjects of the personal values in the data. */
const subjectsIn = (data: Data): readonly Subject[] => {
  const subjects = new Set<Subject>();
  openIn(data, ({ subject }) => {
    subjects.add(subject);
    return '';
  });
  return [...subjects];
};

/** The subjects of a commit's sealed values. Throws when a sealed value is damaged. */
export const subjectsOf = ({ events, commandDigest }: Commit): readonly Subject[] => {
  const digest = sealedIn(commandDigest ?? '');
  return [...events.flatMap(({ data }) => subjectsIn(data)), ...(digest === undefined ? [] : [digest.subject])];
};

/** The subjects of a stored document's sealed values; none when it is not a commit, or a sealed value is damaged. */
export const subjectsInDocument = (document: unknown): readonly Subject[] => {
  const { data: commit } = commitSchema.safeParse(document);
  try {
    return commit === undefined ? [] : subjectsOf(commit);
  } catch {
    return [];
  }
};

/** A sealed value written as text, for fields that hold only text. */
export const textOf = (sealed: Sealed): string => `${marker}${JSON.stringify(sealed)}`;

/** Reads a sealed value that {@link textOf} wrote; undefined for plain text. */
export const sealedIn = (text: string): Sealed | undefined =>
  text.startsWith(marker) ? sealedSchema.parse(JSON.parse(text.slice(marker.length))) : undefined;

/** Gives what replaces a value; undefined keeps the value and visits its members. */
type Replace = (value: unknown, path: FieldPath) => unknown;

const eachValue = (data: Data, path: FieldPath, replace: Replace): Data =>
  Object.fromEntries(
    Object.entries(data).map(([name, value]) => [name, replacedOrCopied(value, [...path, name], replace)]),
  );

const replacedOrCopied = (value: unknown, path: FieldPath, replace: Replace): unknown => {
  const replaced = replace(value, path);
  if (replaced !== undefined) return replaced;
  if (Array.isArray(value))
    return value.map((member: unknown, index) => replacedOrCopied(member, [...path, index], replace));
  return isObject(value) ? eachValue(value, path, replace) : value;
};

const isObject = (value: unknown): value is Data =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isMarked = (value: unknown): boolean => isObject(value) && Object.hasOwn(value, marker);
