/** One changed value. `path` is like `lines[tea].quantity`; without `from` it was added, without `to` removed. */
export interface Change {
  readonly path: string;
  readonly from?: unknown;
  readonly to?: unknown;
}

/**
 * What changed from one plain JSON value to another, leaf by leaf. The entries of a list are matched by the first of these
 * fields that they have, else by their position.
 */
export const changesBetween = (from: unknown, to: unknown, identifiedBy: readonly string[] = []): readonly Change[] => {
  const before = new Map(leavesOf(from, '', identifiedBy));
  const after = new Map(leavesOf(to, '', identifiedBy));
  const paths = new Set([...before.keys(), ...after.keys()]);
  return [...paths]
    .filter((path) => before.get(path) !== after.get(path))
    .map((path) => ({
      path,
      ...(before.has(path) ? { from: before.get(path) } : {}),
      ...(after.has(path) ? { to: after.get(path) } : {}),
    }));
};

type Leaf = readonly [path: string, value: unknown];

const leavesOf = (value: unknown, path: string, identifiedBy: readonly string[]): readonly Leaf[] => {
  if (value === undefined) return [];
  const members = membersOf(value, path, identifiedBy);
  return members === undefined
    ? [[path, value]]
    : members.flatMap(([memberPath, member]) => leavesOf(member, memberPath, identifiedBy));
};

const membersOf = (value: unknown, path: string, identifiedBy: readonly string[]): readonly Leaf[] | undefined => {
  if (typeof value !== 'object' || value === null) return undefined;
  if (Array.isArray(value))
    return value.map((entry: unknown, index) => [`${path}[${nameOf(entry, identifiedBy) ?? String(index)}]`, entry]);
  return Object.entries(value).map(([name, member]: Leaf) => [path === '' ? name : `${path}.${name}`, member]);
};

const nameOf = (entry: unknown, identifiedBy: readonly string[]): string | undefined => {
  if (typeof entry !== 'object' || entry === null) return undefined;
  const fields = new Map<string, unknown>(Object.entries(entry));
  const name = fields.get(identifiedBy.find((field) => fields.has(field)) ?? '');
  return typeof name === 'string' ? name : undefined;
};
