import { element, type Xml } from './write-xml.ts';

const atom = 'http://www.w3.org/2005/Atom';
const serviceBus = 'http://schemas.microsoft.com/netservices/2010/10/servicebus/connect';
const schemaInstance = 'http://www.w3.org/2001/XMLSchema-instance';

/** What an entry tells about one entity. */
export interface Entry {
  /** Its address, from which clients read its name. */
  readonly address: string;
  readonly title: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly updatedAt: number;
  /** The name and the elements of its description. */
  readonly root: string;
  readonly elements: readonly Xml[];
}

/** Writes one entity as a document (RFC 4287, 4.1.2). */
export function entryDocument(entry: Entry): string {
  return `<?xml version="1.0" encoding="utf-8"?>${writeEntry(entry).xml}`;
}

/** Where a list is, and where it goes on. */
export interface Feed {
  readonly address: string;
  readonly title: string;
  readonly next: string | null;
  readonly entries: readonly Entry[];
}

/** Writes a list as a document (RFC 4287, 4.1.1). Clients take `next` only where there are several links. */
export function feedDocument({ address, title, next, entries }: Feed): string {
  const links = [link('self', address), ...(next === null ? [] : [link('next', next)])];
  const content = [element('title', title, { type: 'text' }), element('id', address), updated(Date.now()), ...links];
  const feed = element('feed', [...content, ...entries.map(writeEntry)], { xmlns: atom });
  return `<?xml version="1.0" encoding="utf-8"?>${feed.xml}`;
}

function writeEntry({ address, title, createdAt, updatedAt, root, elements }: Entry): Xml {
  const description = element(root, elements, { xmlns: serviceBus, 'xmlns:i': schemaInstance });
  return element(
    'entry',
    [
      element('id', address),
      element('title', title, { type: 'text' }),
      element('published', timeText(createdAt)),
      updated(updatedAt),
      link('self', address),
      element('content', description, { type: 'application/xml' }),
    ],
    { xmlns: atom },
  );
}

function updated(moment: number): Xml {
  return element('updated', timeText(moment));
}

function link(relation: string, address: string): Xml {
  return element('link', '', { rel: relation, href: address });
}

/** A moment as descriptions have it. */
export function timeText(moment: number): string {
  return new Date(moment).toISOString();
}
