import { z } from 'zod';
import type { FieldPath } from '../../domain/modelling/personal.ts';
import type { Sealed } from './personal-keys.ts';

/** The one field of the object that stands in stored data where a personal value is. */
const marker = '$personal';

const sealedSchema = z.object({
  subject: z.string().min(1),
  enc: z.literal('A256GCM'),
  iv: z.string(),
  text: z.string(),
  tag: z.string(),
});

const concealed = z.strictObject({ [marker]: sealedSchema });

type Data = Readonly<Record<string, unknown>>;

/** The data with a sealed value at each of these paths. Throws where plain data looks like a sealed value. */
export const concealAt = (
  data: Data,
  paths: readonly FieldPath[],
  seal: (text: string, path: FieldPath) => Sealed,
): Data => {
  const wanted = new Set(paths.map((path) => JSON.stringify(path)));
  return eachValue(data, [], (value, path) => {
    if (typeof value === 'string' && wanted.has(JSON.stringify(path))) return { [marker]: seal(value, path) };
    if (isMarked(value)) throw new Error(`${marker} is no name for a field of an event.`);
    return undefined;
  });
};

/** The data with the text at each sealed value. Throws where a sealed value is damaged. */
export const revealIn = (data: Data, open: (sealed: Sealed, path: FieldPath) => string): Data =>
  eachValue(data, [], (value, path) => (isMarked(value) ? open(concealed.parse(value)[marker], path) : undefined));

/** Whose personal values stand in the data. */
export const subjectsIn = (data: Data): readonly string[] => {
  const subjects = new Set<string>();
  revealIn(data, ({ subject }) => {
    subjects.add(subject);
    return '';
  });
  return [...subjects];
};

/** A sealed value where only text can stand. */
export const textOf = (sealed: Sealed): string => `${marker}${JSON.stringify(sealed)}`;

/** The sealed value in a text; undefined when the text is a plain one. */
export const sealedIn = (text: string): Sealed | undefined =>
  text.startsWith(marker) ? sealedSchema.parse(JSON.parse(text.slice(marker.length))) : undefined;

/** What stands in a value's place; undefined keeps the value, and looks into it. */
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
