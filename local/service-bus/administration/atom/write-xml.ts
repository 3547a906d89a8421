/** What an element holds: text, or written XML. */
export type XmlContent = string | number | boolean | Xml | readonly Xml[];

/** Written XML, to be told from text that still has to be escaped. */
export interface Xml {
  readonly xml: string;
}

type Attributes = Readonly<Record<string, string>>;

/** Writes an element. */
export function element(name: string, content: XmlContent, attributes: Attributes = {}): Xml {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(value)}"`);
  return { xml: `<${name}${written.join('')}>${inside(content)}</${name}>` };
}

function inside(content: XmlContent): string {
  if (typeof content !== 'object') return escaped(String(content));
  return 'xml' in content ? content.xml : content.map(({ xml }) => xml).join('');
}

const entities: Readonly<Record<string, string>> = { '<': '&lt;', '>': '&gt;', '&': '&amp;', '"': '&quot;' };

/** By name: some clients read no numbers. */
function escaped(text: string): string {
  return text.replace(/[<>&"]/g, (character) => entities[character] ?? character);
}
