import { randomBytes, timingSafeEqual } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { dirname } from 'node:path';
import { makePrivateFolder } from '@annal/local-server';
import type { AuthLevel } from './routes.ts';

/** The app's keys: the host key opens functions, the master key opens those and the administration. */
export interface HostKeys {
  readonly master: string;
  readonly host: string;
}

/** Keys kept in a file, so that a caller's key works across restarts; without a file they are new each time. */
export function hostKeys(file: string | undefined): HostKeys {
  const fresh = { master: randomBytes(18).toString('base64url'), host: randomBytes(18).toString('base64url') };
  if (file === undefined) return fresh;
  makePrivateFolder(dirname(file));
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as HostKeys;
  } catch {
    writeFileSync(file, JSON.stringify(fresh, undefined, 2), { mode: 0o600 });
    return fresh;
  }
}

/** The key that a caller sends; the header wins over the query ("Work with access keys in Azure Functions"). */
export function keyOf(request: IncomingMessage, url: URL): string | undefined {
  return request.headersDistinct['x-functions-key']?.[0] ?? url.searchParams.get('code') ?? undefined;
}

/** Whether a call with this key may pass: any key for `function`, the master key for `admin`. */
export function isAllowed(level: AuthLevel, key: string | undefined, keys: HostKeys): boolean {
  if (level === 'anonymous') return true;
  if (key === undefined) return false;
  return isSame(key, keys.master) || (level === 'function' && isSame(key, keys.host));
}

function isSame(given: string, expected: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
}
