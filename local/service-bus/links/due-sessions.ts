import type { WireConnection, WireSession } from './rhea-internals.ts';

/**
 * Lets a connection look only at the sessions that have something to write. `rhea` looks at all of them whenever one
 * has, and clients open a session for every link: with thousands of links the broker would do little else.
 *
 * Whatever has something to write asks its connection for a turn, by way of the `connection` of a session or a link.
 * So whoever reads that property is due; that some are due for nothing does no harm.
 */
export function processOnlyDueSessions(connection: WireConnection): void {
  const due = new Set<WireSession>();

  const createSession = connection.create_session.bind(connection);
  connection.create_session = (bufferSize) => {
    const session = createSession(bufferSize);
    const createLink = session.create_link.bind(session);
    session.create_link = (...parts) => {
      const link = createLink(...parts);
      markWhenAsked(link, session);
      return link;
    };
    markWhenAsked(session, session);
    due.add(session);
    return session;
  };

  function markWhenAsked(part: object, session: WireSession): void {
    Object.defineProperty(part, 'connection', {
      get() {
        due.add(session);
        return connection;
      },
    });
  }

  function processDue(): void {
    const sessions = [...due];
    due.clear();
    for (const session of sessions)
      if (connection.local_channel_map[session.local.channel] === session) session._process();
  }

  connection._process = () => {
    connection.registered = false;
    do {
      if (connection.state.need_open()) connection._write_open();
      processDue();
      if (connection.state.need_close()) connection._write_close();
    } while (!connection.state.has_settled());
  };
}
