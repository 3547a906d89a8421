import { badRequest } from './atom-error.ts';
import type { Property } from './property.ts';
import { element } from './write-xml.ts';

/** Text that is kept and shown, and that nothing acts on. */
export function kept(name: string, otherwise?: string): Property {
  return {
    name,
    read: ({ text }) => ({ kept: { [name]: text } }),
    write: ({ kept: values }) => {
      const value = values[name] ?? otherwise;
      return value === undefined ? undefined : element(name, value);
    },
  };
}

/** The same, of so many characters at most. */
export function keptText(name: string, longest: number): Property {
  const property = kept(name);
  return {
    ...property,
    read(written) {
      const { length } = written.text;
      if (length > longest)
        throw badRequest(`The value for '${name}' has ${length} characters, which is more than ${longest}.`);
      return property.read(written);
    },
  };
}

/** The same, of some numbers; the first one until another is told. */
export function keptChoice(name: string, choices: readonly [number, ...number[]]): Property {
  const property = kept(name, String(choices[0]));
  return {
    ...property,
    read(written) {
      if (choices.includes(Number(written.text))) return property.read(written);
      throw badRequest(
        `The specified value ${written.text} is invalid. The property ${name}, must be one of the following values: ${choices.join(';')}.`,
      );
    },
  };
}

/** Elements that are kept and shown as they were written. */
export function keptElements(name: string): Property {
  return {
    name,
    read: ({ inner }) => ({ kept: { [name]: inner } }),
    write: ({ kept: values }) => element(name, { xml: values[name] ?? '' }),
  };
}
