import type { FilterSubject, FilterValue } from '../../filters/index.ts';

/** Properties by name. */
export type Properties = Readonly<Record<string, FilterValue>>;

/** A message with these properties, as filters see it. */
export function subject(user: Properties, system: Properties = {}): FilterSubject {
  const byName = new Map(Object.entries(user).map(([name, value]) => [name.toLowerCase(), value]));
  return { user: (name) => byName.get(name), system: (name) => system[name] };
}
