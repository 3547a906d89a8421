/** An element of a document. Names are without their prefix, as nothing here has two meanings. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** The text directly inside it. */
  readonly text: string;
  /** All that stands between its tags, as it was written. */
  readonly inner: string;
}

/** What is sent is not XML as management clients write it. */
export class XmlError extends Error {
  override readonly name = 'XmlError';
}

interface OpenElement {
  readonly name: string;
  readonly attributes: Record<string, string>;
  readonly children: XmlElement[];
  readonly start: number;
  text: string;
}

const token =
  /<!--[^]*?-->|<\?[^]*?\?>|<!\[CDATA\[(?<cdata>[^]*?)\]\]>|<\/(?<end>[^\s>]+)\s*>|<(?<start>[^\s/>!?]+)(?<attributes>(?:\s+[^\s=>]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(?<empty>\/?)>|(?<text>[^<]+)/y;
const attribute = /(?<name>[^\s=]+)\s*=\s*(?:"(?<double>[^"]*)"|'(?<single>[^']*)')/g;
const mostDepth = 32;

/** Reads a document without a type declaration. @throws XmlError. */
export function readXml(source: string): XmlElement {
  const root: OpenElement = { name: '', attributes: {}, children: [], start: 0, text: '' };
  const open = [root];
  for (let position = 0; position < source.length;) {
    token.lastIndex = position;
    const groups = token.exec(source)?.groups;
    if (!groups) throw new XmlError(`It cannot be read at character ${position}.`);
    take(open, groups, { source, from: position, to: token.lastIndex });
    position = token.lastIndex;
  }
  const document = root.children[0];
  if (open.length !== 1 || !document || root.children.length > 1) throw new XmlError('It has no single root element.');
  return document;
}

type Groups = Readonly<Record<string, string | undefined>>;

function take(open: OpenElement[], groups: Groups, at: { source: string; from: number; to: number }): void {
  const current = open.at(-1);
  if (!current) throw new XmlError('It ends before it ends.');
  if (groups['cdata'] !== undefined) current.text += groups['cdata'];
  else if (groups['text'] !== undefined) current.text += plainText(groups['text']);
  else if (groups['start'] !== undefined) begin(open, groups, at.to);
  else if (groups['end'] !== undefined) end(open, groups['end'], at.source.slice(current.start, at.from));
}

function begin(open: OpenElement[], groups: Groups, start: number): void {
  if (open.length > mostDepth) throw new XmlError('It is nested too deeply.');
  const name = groups['start'] ?? '';
  open.push({ name, attributes: readAttributes(groups['attributes'] ?? ''), children: [], start, text: '' });
  if (groups['empty'] === '/') end(open, name, '');
}

function end(open: OpenElement[], name: string, inner: string): void {
  const ended = open.pop();
  const parent = open.at(-1);
  if (!parent || ended?.name !== name) throw new XmlError(`</${name}> ends what was not begun.`);
  const { attributes, children, text } = ended;
  parent.children.push({ name: localName(name), attributes, children, text, inner });
}

function readAttributes(source: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const { groups } of source.matchAll(attribute))
    found[localName(groups?.['name'] ?? '')] = plainText(groups?.['double'] ?? groups?.['single'] ?? '');
  return found;
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function plainText(written: string): string {
  return written.replace(/&(?:#x(?<hex>[\da-f]+)|#(?<decimal>\d+)|(?<name>\w+));/gi, (whole, hex, decimal, name) => {
    if (typeof hex === 'string') return String.fromCodePoint(parseInt(hex, 16));
    if (typeof decimal === 'string') return String.fromCodePoint(Number(decimal));
    return entities[String(name)] ?? whole;
  });
}
