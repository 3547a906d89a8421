/** A value as text in which the order of fields makes no difference, and a field without a value is none. */
export const inOneForm = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(inOneForm).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).filter(([, member]) => member !== undefined);
  return `{${fields
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, member]) => `${name}:${inOneForm(member)}`)
    .join()}}`;
};

/** Compares what is stored with what should be, place by place. */
export const differences = (
  what: string,
  expected: ReadonlyMap<string, unknown>,
  stored: ReadonlyMap<string, unknown>,
): readonly string[] =>
  [...new Set([...expected.keys(), ...stored.keys()])].flatMap((place) => {
    const [should, is] = [inOneForm(expected.get(place)), inOneForm(stored.get(place))];
    return should === is ? [] : [`${what} shows of ${place} ${is}, and should show ${should}.`];
  });
