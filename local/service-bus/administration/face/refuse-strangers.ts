import type { IncomingMessage } from 'node:http';

/** The header by which a page shows that it was sent from here: no page of another site may set it. */
export const ownHeader = 'x-local-service-bus';

/** Why a request is none of ours; undefined when it is. Nobody signs requests here, so pages must be those it sent itself. */
export function strangeness({ method, headers }: IncomingMessage): string | undefined {
  // Fetch Metadata (W3C): browsers say where a request comes from; `none` is the address bar. Other programs say nothing.
  const site = headers['sec-fetch-site'] ?? 'none';
  if (site !== 'same-origin' && site !== 'none') return 'It comes from a page of another site.';
  const isReading = method === 'GET' || method === 'HEAD';
  return isReading || headers[ownHeader] !== undefined ? undefined : `It has no ${ownHeader} header.`;
}
