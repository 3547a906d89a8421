/** Where a link goes. */
export type Address =
  | { readonly type: 'claims' }
  | { readonly type: 'management'; readonly path: string }
  | { readonly type: 'entity'; readonly path: string };

const managementSuffix = '/$management';

/** Reads the address of a link, which may be a path or a whole URI, with or without a leading slash. */
export function parseAddress(address: string | null | undefined): Address {
  const path = pathOf(address ?? '');
  if (path === '$cbs') return { type: 'claims' };
  if (path.toLowerCase().endsWith(managementSuffix))
    return { type: 'management', path: path.slice(0, -managementSuffix.length) };
  return { type: 'entity', path };
}

/** The path of an address or of the audience of a token; empty for the namespace itself. */
export function pathOf(address: string): string {
  return address.replace(/^[a-z]+:\/\/[^/]*/i, '').replace(/^\/+|\/+$/g, '');
}
