import type { Broker } from '../entities/index.ts';
import { openConnectionClaims, type ConnectionClaims } from './connection-claims.ts';
import type { Faults } from './faults.ts';
import type { OutgoingLink, WireConnection, WireSession } from './rhea-internals.ts';
import type { SharedAccessKey } from './shared-access-signature.ts';

/** How a link ended: the client closed it, or its connection broke. */
export type LinkEnd = 'closed' | 'broken';

/** One client's connection, and what its links share. */
export interface ClientConnection {
  readonly broker: Broker;
  readonly key: SharedAccessKey;
  readonly faults: Faults;
  readonly wire: WireConnection;
  /** Ends it without a word, as a broken network does. */
  readonly cut: () => void;
  /** The links that carry answers, by the name or address under which requests ask for the answer. */
  readonly replyLinks: Map<string, OutgoingLink>;
  readonly claims: ConnectionClaims;
  /** Runs `end` once, after those asked for earlier, when the link is closed, or ends with its session or the connection. */
  whenEnded(link: { readonly session: WireSession }, end: (how: LinkEnd) => void): void;
  /** Ends one link, all links of a session, or with neither everything. */
  endLinks(
    of: { readonly link?: { readonly session: WireSession }; readonly session?: WireSession },
    how: LinkEnd,
  ): void;
}

/** Everything but the state that the function itself keeps. */
export type ConnectionParts = Pick<ClientConnection, 'broker' | 'key' | 'faults' | 'wire' | 'cut'>;

/** Begins to keep book of a connection. */
export function openClientConnection(parts: ConnectionParts): ClientConnection {
  const claims = openConnectionClaims(parts.broker.now);
  const ends = new Map<{ readonly session: WireSession }, ((how: LinkEnd) => void)[]>();
  return {
    ...parts,
    replyLinks: new Map(),
    claims,
    whenEnded: (link, end) => void ends.set(link, [...(ends.get(link) ?? []), end]),
    endLinks({ link: only, session }, how) {
      if (!only && !session) claims.close();
      const ending = only ? [only] : [...ends.keys()].filter((link) => !session || link.session === session);
      for (const link of ending) {
        // Asked for only now: the end of one link may give its session to another one of the same connection.
        const ofLink = ends.get(link) ?? [];
        ends.delete(link);
        for (const end of ofLink) end(how);
      }
    },
  };
}
