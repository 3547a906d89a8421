import { processOnlyDueSessions } from './due-sessions.ts';
import type { WireConnection, WireFrame, WireSession } from './rhea-internals.ts';

/** Stands for message format 0 towards `rhea`, which decodes that format and drops the bytes. */
const undecoded = 0x7fffffff;

/** The format that the sender meant. */
export function sentFormat(format: number | null): number {
  return format === undecoded ? 0 : (format ?? 0);
}

/**
 * Makes a `rhea` connection fit for a broker. Only this connection is changed: `rhea` is one module for the whole
 * process, and clients in it want it as it is.
 */
export function repairConnection(connection: WireConnection): void {
  const createSession = connection.create_session.bind(connection);
  connection.create_session = (bufferSize) => {
    const session = createSession(bufferSize);
    keepMessagesEncoded(session);
    tellLinksByNameAndRole(session);
    ignoreFramesOfEndedLinks(session);
    return session;
  };
  ignoreFramesOfEndedSessions(connection);
  processOnlyDueSessions(connection);
}

function keepMessagesEncoded(session: WireSession): void {
  const { incoming } = session;
  const onTransfer = incoming.on_transfer.bind(incoming);
  incoming.on_transfer = (frame, link) => {
    if (frame.performative.message_format === 0) frame.performative.message_format = undecoded;
    onTransfer(frame, link);
  };
}

/** A link is its name and its direction (OASIS AMQP 1.0, part 2, section 2.6.1); `rhea` looks at the name alone. */
function tellLinksByNameAndRole(session: WireSession): void {
  const onAttach = session.on_attach.bind(session);
  session.on_attach = (frame) => {
    const { name, role } = frame.performative;
    const namesake = session.links[name];
    // The peer's role true means that it receives, so our end of the same link is no receiver.
    if (namesake?.is_receiver() === role) {
      Reflect.deleteProperty(session.links, name);
      session.links[`${name} (other direction)`] = namesake;
    }
    onAttach(frame);
  };
  session.remove_link = (link) => {
    for (const links of [session.links, session.local.handles, session.remote.handles]) removeValue(links, link);
  };
}

/** By value, because `rhea` does not know the handle that the peer gave to a link. */
function removeValue(links: Record<string, unknown>, link: unknown): void {
  for (const [key, value] of Object.entries(links)) if (value === link) Reflect.deleteProperty(links, key);
}

/** Frames may be under way while their link or session ends; `rhea` takes them for a broken protocol. */
function ignoreFramesOfEndedLinks(session: WireSession): void {
  // A flow without a handle is for the session itself (OASIS AMQP 1.0, part 2, section 2.7.4).
  const isKnown = ({ performative: { handle } }: WireFrame): boolean =>
    typeof handle !== 'number' || session.remote.handles[handle] !== undefined;
  for (const name of ['on_detach', 'on_flow', 'on_transfer'] as const) {
    const handle = session[name].bind(session);
    session[name] = (frame) => {
      if (isKnown(frame)) handle(frame);
    };
  }
}

function ignoreFramesOfEndedSessions(connection: WireConnection): void {
  for (const name of ['on_detach', 'on_disposition', 'on_end', 'on_flow', 'on_transfer'] as const) {
    const handle = connection[name].bind(connection);
    connection[name] = (frame: WireFrame) => {
      if (connection.remote_channel_map[frame.channel]) handle(frame);
    };
  }
}
