/** One value that is not what it was. `path` is like `lines[tea].quantity`; an absent `from` or `to` means that it was not there. */
export interface Change {
  readonly path: string;
  readonly from?: unknown;
  readonly to?: unknown;
}

/** By which field the entries of a list are told apart, where a position would say nothing when an entry before it goes. */
const identifyingFields = ['sku', 'id'];

/** What changed from one plain JSON value to another, leaf by leaf. */
export const changesBetween = (from: unknown, to: unknown): readonly Change[] => {
  const before = new Map(leavesOf(from, ''));
  const after = new Map(leavesOf(to, ''));
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

const leavesOf = (value: unknown, path: string): readonly Leaf[] => {
  if (value === undefined) return [];
  const members = membersOf(value, path);
  return members === undefined
    ? [[path, value]]
    : members.flatMap(([memberPath, member]) => leavesOf(member, memberPath));
};

const membersOf = (value: unknown, path: string): readonly Leaf[] | undefined => {
  if (typeof value !== 'object' || value === null) return undefined;
  if (Array.isArray(value))
    return value.map((entry: unknown, index) => [`${path}[${nameOf(entry) ?? String(index)}]`, entry]);
  return Object.entries(value).map(([name, member]: Leaf) => [path === '' ? name : `${path}.${name}`, member]);
};

const nameOf = (entry: unknown): string | undefined => {
  if (typeof entry !== 'object' || entry === null) return undefined;
  const name: unknown = Object.entries(entry).find(([field]) => identifyingFields.includes(field))?.[1];
  return typeof name === 'string' ? name : undefined;
};
