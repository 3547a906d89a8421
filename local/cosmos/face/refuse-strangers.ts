import { CosmosFailure } from '../operations/failure.ts';
import type { FaceRequest } from './face-request.ts';

// Nobody signs requests here, so the face is for the person at this machine, and for pages that it sent itself.
// "DNS rebinding": a foreign page may point its own name at 127.0.0.1, but cannot change the Host header that comes with it.
const ownNames = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i;
const ownAddresses = /^(::ffff:)?127\.|^::1$/;

/** Throws 403 for requests from another machine, under another name, or from a page of another site. */
export function refuseStrangers({ header, remoteAddress }: FaceRequest): void {
  if (!ownAddresses.test(remoteAddress ?? '')) throw forbidden('comes from another machine');
  if (!ownNames.test(header('host') ?? '')) throw forbidden('was addressed to another host than localhost');
  // Fetch Metadata (W3C): browsers say where a request comes from; `none` is the address bar. Other programs say nothing.
  const site = header('sec-fetch-site') ?? 'none';
  if (site !== 'same-origin' && site !== 'none') throw forbidden('comes from a page of another site');
}

function forbidden(why: string): CosmosFailure {
  return new CosmosFailure(403, `This page is only for people at this machine, and the request ${why}.`);
}
