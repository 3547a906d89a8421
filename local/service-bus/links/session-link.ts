import {
  awaitSession,
  condition,
  lockSession,
  Refusal,
  unlockSession,
  type Entity,
  type SessionLock,
  type SessionWaiter,
} from '../entities/index.ts';
import { amqp } from '../messages/index.ts';
import type { ClientConnection } from './client-connection.ts';
import { openDeliveryLink, receiveModeOf } from './delivery-link.ts';
import { detach } from './detach.ts';
import type { OutgoingLink } from './rhea-internals.ts';

const sessionFilter = 'com.microsoft:session-filter';

/** How long a client waits for any session when it does not say, in milliseconds. */
const defaultWait = 60_000;

/** Whether a client asks for a session, and for which; null is any. */
export function wantedSession(link: OutgoingLink): { readonly session: string | null } | undefined {
  const filter = link.source?.filter;
  if (!filter || !(sessionFilter in filter)) return undefined;
  const wanted = filter[sessionFilter];
  // Some clients describe the value and some do not.
  const value = wanted !== null && typeof wanted === 'object' && 'value' in wanted ? wanted.value : wanted;
  return { session: typeof value === 'string' ? value : null };
}

/** A client receives one session: the one it names, or the next that is free and has messages. @throws Refusal. */
export function openSessionLink(
  connection: ClientConnection,
  link: OutgoingLink,
  { entity, session }: { entity: Entity; session: string | null },
): void {
  if (!entity.properties.requiresSession)
    throw new Refusal(condition.notAllowed, `'${entity.path}' has no sessions: use a receiver without a session.`);
  if (session === null) waitForSession(connection, link, entity);
  else hold(connection, link, lock(connection, link, { entity, session }));
}

/** The attach stays unanswered until there is a session, or the client's patience ends. */
function waitForSession(connection: ClientConnection, link: OutgoingLink, entity: Entity): void {
  const { broker } = connection;
  link.state.local_open = false;
  link.state.open_requests = 0;
  const waiter: SessionWaiter = {
    entity,
    granted(session) {
      clearTimeout(patience);
      hold(connection, link, lock(connection, link, { entity, session }));
      link.open();
    },
  };
  const wait = Number(link.properties?.['com.microsoft:timeout'] ?? defaultWait);
  const patience = setTimeout(() => {
    const reason = new Refusal(condition.timeout, 'No session with messages became free in time.');
    detach(connection, link, reason, 'closed');
  }, wait);
  connection.whenEnded(link, () => {
    clearTimeout(patience);
    broker.sessions.removeWaiter(waiter);
  });
  awaitSession(broker, waiter);
}

function lock(
  connection: ClientConnection,
  link: OutgoingLink,
  { entity, session }: { entity: Entity; session: string },
): SessionLock {
  return lockSession(connection.broker, entity, session, {
    connection: connection.wire,
    expires: receiveModeOf(link) === 'peek-lock',
    lost() {
      const reason = new Refusal(condition.sessionLockLost, `The lock of session '${session}' has expired.`);
      detach(connection, link, reason, 'broken');
    },
  });
}

function hold(connection: ClientConnection, link: OutgoingLink, sessionLock: SessionLock): void {
  const { entity, session } = sessionLock;
  link.set_source({ address: link.source?.address, filter: { [sessionFilter]: session } });
  link.set_target(link.target ?? {});
  link.local.attach.properties = { 'com.microsoft:locked-until-utc': dotNetTicks(sessionLock.lockedUntil) };
  openDeliveryLink(connection, link, { entity, session });
  connection.whenEnded(link, (how) => unlockSession(connection.broker, sessionLock, how === 'broken'));
}

const ticksPerMillisecond = 10_000n;
const ticksUntil1970 = 621_355_968_000_000_000n;

/** A moment as .NET counts it, a long beyond the integers of JavaScript. */
function dotNetTicks(milliseconds: number): object {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64BE(BigInt(milliseconds) * ticksPerMillisecond + ticksUntil1970);
  return amqp.Long(bytes);
}
