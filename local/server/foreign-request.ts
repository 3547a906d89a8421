import type { IncomingHttpHeaders } from 'node:http';

const loopbackHost = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i;
const loopbackOrigin = /^https?:\/\/(?<host>[^/]+)$/i;

/**
 * Says why a request must be refused that a browser sent for a page of another site; undefined for every other request.
 * The servers listen on loopback addresses only and their keys are published, so any page that a person at this machine
 * opens could use them, in two ways that a browser does not prevent:
 * - DNS rebinding: the page's own name resolves to 127.0.0.1. The page cannot change the Host header (Fetch, "forbidden
 *   request-header").
 * - Web sockets and simple requests to 127.0.0.1. Both name the page's origin (RFC 6455, 10.2; Fetch, "Origin header").
 *   Programs that are no browsers send no Origin.
 */
export function foreignRequest({ host = '', origin }: IncomingHttpHeaders): string | undefined {
  if (!loopbackHost.test(host))
    return `The Host header is "${host}". This server is for this machine: address it as 127.0.0.1, localhost or [::1].`;
  if (origin === undefined || loopbackHost.test(loopbackOrigin.exec(origin)?.groups?.['host'] ?? '')) return undefined;
  return `A page of ${origin} sent the request. This server answers pages of 127.0.0.1, localhost and [::1] only.`;
}
