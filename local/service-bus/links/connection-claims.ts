import { condition, Refusal } from '../entities/index.ts';
import type { Claim } from './shared-access-signature.ts';

/** What the tokens of one connection allow. */
export interface ConnectionClaims {
  add(claim: Claim): void;
  /** @throws Refusal unauthorized unless a valid token covers the path. */
  check(path: string): void;
  /** Calls `expired` once no token covers the path any more: clients put a new one before the old one expires. */
  watch(holder: object, path: string, expired: (reason: Refusal) => void): void;
  unwatch(holder: object): void;
  close(): void;
}

/** How often tokens are looked at, in milliseconds. */
const beat = 500;

/** Begins without tokens. */
export function openConnectionClaims(now: () => number): ConnectionClaims {
  const claims = new Map<string, Claim>();
  const watched = new Map<object, { path: string; readonly expired: (reason: Refusal) => void }>();

  const isCovered = (path: string): boolean =>
    [...claims].some(([covered, { expiresAt }]) => expiresAt > now() && covers(covered, path));

  const timer = setInterval(() => {
    for (const [holder, { path, expired }] of [...watched]) {
      if (isCovered(path)) continue;
      watched.delete(holder);
      expired(unauthorized(`ExpiredToken: the token for '${path}' has expired.`));
    }
  }, beat);
  timer.unref();

  return {
    add: (claim) => void claims.set(claim.path.toLowerCase(), claim),
    check(path) {
      if (!isCovered(path)) throw unauthorized(`Unauthorized access. A valid token is required for '${path}'.`);
    },
    watch: (holder, path, expired) => void watched.set(holder, { path, expired }),
    unwatch: (holder) => void watched.delete(holder),
    close: () => clearInterval(timer),
  };
}

function unauthorized(message: string): Refusal {
  return new Refusal(condition.unauthorized, message);
}

/** A claim covers its path and everything below it. */
function covers(covered: string, path: string): boolean {
  const asked = path.toLowerCase();
  return covered === '' || asked === covered || asked.startsWith(`${covered}/`);
}
