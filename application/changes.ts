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
  const before = leavesOf(from);
  const after = leavesOf(to);
  const paths = new Set([...before.keys(), ...after.keys()]);
  return [...paths]
    .filter((path) => before.get(path) !== after.get(path))
    .map((path) => ({
      path,
      ...(before.has(path) ? { from: before.get(path) } : {}),
      ...(after.has(path) ? { to: after.get(path) } : {}),
    }));
};

const leavesOf = (value: unknown, path = '', leaves = new Map<string, unknown>()): ReadonlyMap<string, unknown> => {
  if (Array.isArray(value)) {
    for (const [index, entry] of value.entries()) leavesOf(entry, `${path}[${nameOf(entry) ?? index}]`, leaves);
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, member] of Object.entries(value))
      leavesOf(member, path === '' ? name : `${path}.${name}`, leaves);
  } else if (value !== undefined) {
    leaves.set(path, value);
  }
  return leaves;
};

const nameOf = (entry: unknown): unknown => {
  if (typeof entry !== 'object' || entry === null) return undefined;
  return Object.entries(entry).find(([name]) => identifyingFields.includes(name))?.[1];
};
