/** HTML that is safe to show: every text in it was escaped, unless it was trusted by name. */
export interface Markup {
  readonly text: string;
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const textOf = (value: string | Markup | readonly Markup[]): string => {
  if (typeof value === 'string') return escaped(value);
  return 'text' in value ? value.text : value.map(({ text }) => text).join('');
};

const template = (
  parts: TemplateStringsArray,
  ...values: readonly (string | Markup | readonly Markup[])[]
): Markup => ({
  text: parts.map((part, index) => part + (index < values.length ? textOf(values[index] ?? '') : '')).join(''),
});

/** A template for HTML, in which strings are escaped and other markup stands as it is; `trusted` makes markup of text as it is. */
export const markup = Object.assign(template, { trusted: (text: string): Markup => ({ text }) });
