import type { Broker } from '../entities/index.ts';
import { condition, Refusal } from '../entities/index.ts';
import type { Faults } from './faults.ts';
import type { OutgoingLink, WireConnection, WireSession } from './rhea-internals.ts';
import type { Claim, SharedAccessKey } from './shared-access-signature.ts';

/** How a link ended: the client closed it, or its connection broke. */
export type LinkEnd = 'closed' | 'broken';

/** One client's connection, and what its links share. */
export interface ClientConnection {
  readonly broker: Broker;
  readonly key: SharedAccessKey;
  readonly faults: Faults;
  readonly wire: WireConnection;
  /** The links that carry answers, by the name or address under which requests ask for the answer. */
  readonly replyLinks: Map<string, OutgoingLink>;
  addClaim(claim: Claim): void;
  /** @throws Refusal unauthorized unless a valid token covers the path. */
  checkClaim(path: string): void;
  /** Runs `end` once, after those asked for earlier, when the link is closed, or ends with its session or the connection. */
  whenEnded(link: { readonly session: WireSession }, end: (how: LinkEnd) => void): void;
  /** Ends one link, all links of a session, or with neither everything. */
  endLinks(of: { readonly link?: object; readonly session?: WireSession }, how: LinkEnd): void;
}

/** Everything but the state that the function itself keeps. */
export type ConnectionParts = Pick<ClientConnection, 'broker' | 'key' | 'faults' | 'wire'>;

/** Begins to keep book of a connection. */
export function openClientConnection(parts: ConnectionParts): ClientConnection {
  const claims = new Map<string, Claim>();
  const ends = new Map<{ readonly session: WireSession }, ((how: LinkEnd) => void)[]>();
  return {
    ...parts,
    replyLinks: new Map(),
    addClaim: (claim) => void claims.set(claim.path.toLowerCase(), claim),
    checkClaim(path) {
      const now = parts.broker.now();
      const isCovered = [...claims].some(([covered, { expiresAt }]) => expiresAt > now && covers(covered, path));
      if (!isCovered)
        throw new Refusal(condition.unauthorized, `Unauthorized access. A valid token is required for '${path}'.`);
    },
    whenEnded: (link, end) => void ends.set(link, [...(ends.get(link) ?? []), end]),
    endLinks({ link: only, session }, how) {
      for (const link of [...ends.keys()]) {
        if ((only && link !== only) || (session && link.session !== session)) continue;
        // Asked for only now: the end of one link may give its session to another one of the same connection.
        const ofLink = ends.get(link) ?? [];
        ends.delete(link);
        for (const end of ofLink) end(how);
      }
    },
  };
}

/** A claim covers its path and everything below it. */
function covers(covered: string, path: string): boolean {
  const asked = path.toLowerCase();
  return covered === '' || asked === covered || asked.startsWith(`${covered}/`);
}
