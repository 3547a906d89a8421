import { createHash } from 'node:crypto';

/**
 * What may be an id as it is. Cosmos DB forbids / \ ? # in ids, and more than 1,023 bytes. No address can end in the names
 * . and .. (RFC 3986, "Remove Dot Segments").
 */
const plain = /^(?!\.{1,2}$)[\w.:-]{1,255}$/;

/** The id under which a document of any name is kept: the name, or a digest of a name that is no id. Never the same for two. */
export const documentIdFor = (name: string): string =>
  plain.test(name) ? name : `~${createHash('sha256').update(name).digest('base64url')}`;
