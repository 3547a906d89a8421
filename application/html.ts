/** HTML that is safe to show: text is in it as text. Written by hand as `{ html }`, it is trusted as it is. */
export interface Html {
  readonly html: string;
}

type Shown = string | number | Html | readonly Html[];

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const shown = (value: Shown): string => {
  if (typeof value === 'string') return value.replace(/[&<>"']/g, (character) => escapes[character] ?? '');
  if (typeof value === 'number') return String(value);
  return 'html' in value ? value.html : value.map(({ html }) => html).join('');
};

/** Writes HTML. A text within it is escaped, so it is shown as it is, whatever somebody has entered. */
export const html = (parts: TemplateStringsArray, ...values: readonly Shown[]): Html => ({
  html: parts.map((part, index) => (index === 0 ? part : shown(values[index - 1] ?? '') + part)).join(''),
});
