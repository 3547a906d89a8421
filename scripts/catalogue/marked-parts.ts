/**
 * Replaces some parts of a page. Part `routes` stands between the lines `<!-- derived: routes -->` and `<!-- /derived -->`.
 * Throws an error that names a part without its marks.
 */
export const withParts = (page: string, parts: Readonly<Record<string, string>>): string =>
  Object.entries(parts).reduce((text, [name, content]) => {
    const [before, rest, ...others] = text.split(`<!-- derived: ${name} -->\n`);
    const end = rest?.indexOf('<!-- /derived -->') ?? -1;
    if (before === undefined || rest === undefined || others.length > 0 || end < 0)
      throw new Error(`The page must hold the part ${name} once, between its marks.`);
    return `${before}<!-- derived: ${name} -->\n\n${content}\n\n${rest.slice(end)}`;
  }, page);
