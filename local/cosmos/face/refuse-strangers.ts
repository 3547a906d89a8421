import { CosmosFailure } from '../operations/failure.ts';
import type { FaceRequest } from './face-request.ts';

// Nobody signs requests here, so the face is for the person at this machine, and for pages that it sent itself.
const ownAddresses = /^(::ffff:)?127\.|^::1$/;

/** Throws 403 for requests from another machine, or from a page that another server sent, be it one of this machine. */
export function refuseStrangers({ header, remoteAddress }: FaceRequest): void {
  if (!ownAddresses.test(remoteAddress ?? '')) throw forbidden('comes from another machine');
  // Fetch Metadata (W3C): browsers say where a request comes from; `none` is the address bar. Other programs say nothing.
  const site = header('sec-fetch-site') ?? 'none';
  if (site !== 'same-origin' && site !== 'none') throw forbidden('comes from a page of another site');
}

function forbidden(why: string): CosmosFailure {
  return new CosmosFailure(403, `This page is only for people at this machine, and the request ${why}.`);
}
