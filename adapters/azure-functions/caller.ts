import type { HttpRequest } from '@azure/functions';
import { z } from 'zod';
import { malformed } from './faults.ts';

/**
 * Who sends a request, by the platform's word.
 *
 * Where the trust comes from: App Service Authentication sets these headers after it has verified the caller and removes
 * what a caller sends under the same names (App Service documentation, "Work with user identities"). With it switched off,
 * as on a developer's machine, they are the caller's own claim: a name to write down, never a reason to allow anything.
 */
export const callerOf = (request: HttpRequest): string =>
  nameInPrincipal(request.headers.get(principalHeader)) ??
  readName(request.headers.get(nameHeader) ?? undefined, nameHeader) ??
  'anonymous';

const principalHeader = 'x-ms-client-principal';
const nameHeader = 'x-ms-client-principal-name';

const callerName = z
  .string()
  .regex(/^[^\p{Cc}\p{Cs}]{1,256}$/u, 'must be 1 to 256 characters without control characters');

/** App Service lists claims and says which is the name; Static Web Apps has the name under `userDetails`. */
const principal = z
  .object({
    name_typ: z.string().optional(),
    claims: z.array(z.object({ typ: z.string(), val: z.string() })).optional(),
    userDetails: z.string().optional(),
  })
  .transform(({ name_typ, claims, userDetails }) => claims?.find(({ typ }) => typ === name_typ)?.val ?? userDetails);

const nameInPrincipal = (encoded: string | null): string | undefined => {
  if (encoded === null) return undefined;
  const parsed = principal.safeParse(parseJson(Buffer.from(encoded, 'base64').toString('utf8')));
  if (!parsed.success) throw malformed([{ path: principalHeader, detail: 'is not a client principal' }]);
  return readName(parsed.data, principalHeader);
};

const readName = (name: string | undefined, path: string): string | undefined => {
  const parsed = callerName.optional().safeParse(name);
  if (parsed.success) return parsed.data;
  throw malformed(parsed.error.issues.map(({ message }) => ({ path, detail: message })));
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
};
