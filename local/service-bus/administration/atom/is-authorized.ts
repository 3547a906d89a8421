import { pathOf, verifySharedAccessSignature, type SharedAccessKey } from '../../links/index.ts';

/** Whether a token is signed with the key, has not expired, and covers the path or what is above it. */
export function isAuthorized(token: string | undefined, path: string, key: SharedAccessKey, now: number): boolean {
  const claim = verifySharedAccessSignature(token ?? '', key, now);
  if (!claim) return false;
  // Clients sign the whole address of the request, in lower case.
  const covered = pathOf(claim.path.replace(/\?.*$/, '')).toLowerCase();
  const asked = pathOf(path).toLowerCase();
  return covered === '' || asked === covered || asked.startsWith(`${covered}/`);
}
