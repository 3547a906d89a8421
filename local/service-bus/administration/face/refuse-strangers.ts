import type { IncomingMessage } from 'node:http';

// Nobody signs requests here, so the face is for programs of this machine, and for pages that it sent itself.
// "DNS rebinding": a foreign page may point its own name at 127.0.0.1, but cannot change the Host header that comes with it.
const ownNames = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i;

/** The header by which a page shows that it was sent from here: no page of another site may set it. */
export const ownHeader = 'x-local-service-bus';

/** Why a request is none of ours; undefined when it is. */
export function strangeness({ method, headers }: IncomingMessage): string | undefined {
  if (!ownNames.test(headers.host ?? '')) return 'It was addressed to another host than localhost.';
  // Fetch Metadata (W3C): browsers say where a request comes from; `none` is the address bar. Other programs say nothing.
  const site = headers['sec-fetch-site'] ?? 'none';
  if (site !== 'same-origin' && site !== 'none') return 'It comes from a page of another site.';
  const isReading = method === 'GET' || method === 'HEAD';
  return isReading || headers[ownHeader] !== undefined ? undefined : `It has no ${ownHeader} header.`;
}
