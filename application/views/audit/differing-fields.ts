/** The names of the fields in which two documents differ. Compared as JSON, whatever the order of fields. */
export const differingFields = (one: object, other: object): readonly string[] => {
  const before = new Map<string, unknown>(Object.entries(one));
  const after = new Map<string, unknown>(Object.entries(other));
  const fields = new Set([...before.keys(), ...after.keys()]);
  return [...fields].filter((field) => textOf(before.get(field)) !== textOf(after.get(field)));
};

const textOf = (value: unknown): string | undefined =>
  JSON.stringify(value, (_, member: unknown) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );
