import { condition, Refusal, type Entity } from '../entities/index.ts';
import { answerManagement } from '../management/index.ts';
import { parseAddress, type Address } from './address.ts';
import { answerClaims } from './claims.ts';
import type { ClientConnection } from './client-connection.ts';
import { openDeliveryLink } from './delivery-link.ts';
import { openReplyLink, openRequestLink } from './request-response.ts';
import type { IncomingLink, OutgoingLink } from './rhea-internals.ts';
import { amqpErrorOf, openSendingLink } from './sending-link.ts';
import { openSessionLink, wantedSession } from './session-link.ts';

/** A client opens a link to send over: messages, tokens or management requests. */
export function attachIncoming(connection: ClientConnection, link: IncomingLink): void {
  answerAttach(link, () => {
    const address = parseAddress(link.target?.address);
    if (address.type === 'claims') {
      openRequestLink(connection, link, (request) => answerClaims(connection, request));
      return;
    }
    checkClaim(connection, address);
    const entity = connection.broker.directory.get(address.path);
    if (address.type === 'entity') {
      openSendingLink(connection, link, entity);
      return;
    }
    const context = { broker: connection.broker, connection: connection.wire, entity };
    openRequestLink(connection, link, (request) => answerManagement(context, request));
  });
}

/** A client opens a link to receive over: messages, or the answers to its requests. */
export function attachOutgoing(connection: ClientConnection, link: OutgoingLink): void {
  answerAttach(link, () => {
    const address = parseAddress(link.source?.address);
    if (address.type === 'claims') {
      openReplyLink(connection, link);
      return;
    }
    checkClaim(connection, address);
    const entity = connection.broker.directory.get(address.path);
    if (address.type === 'management') {
      openReplyLink(connection, link);
      return;
    }
    openReceiver(connection, link, entity);
  });
}

/** @throws Refusal for an entity that cannot be received from, or not in this way. */
function openReceiver(connection: ClientConnection, link: OutgoingLink, entity: Entity): void {
  const { kind, path, properties } = entity;
  if (kind === 'topic')
    throw new Refusal(condition.notAllowed, `Messages of topic '${path}' are received from its subscriptions.`);
  if (properties.status === 'Disabled' || properties.status === 'ReceiveDisabled')
    throw new Refusal(condition.entityDisabled, `Messaging entity '${path}' is currently disabled for receiving.`);
  const wanted = wantedSession(link);
  if (wanted) {
    openSessionLink(connection, link, { entity, ...wanted });
    return;
  }
  if (properties.requiresSession)
    throw new Refusal(
      condition.notAllowed,
      `It is not possible for an entity that requires sessions to create a non-sessionful message receiver: '${path}'.`,
    );
  link.set_source({ address: link.source?.address });
  link.set_target(link.target ?? {});
  openDeliveryLink(connection, link, { entity, session: null });
}

/** The token for the management of an entity may name the entity, or its management node alone. */
function checkClaim(connection: ClientConnection, address: Exclude<Address, { type: 'claims' }>): void {
  connection.checkClaim(address.type === 'management' ? `${address.path}/$management` : address.path);
}

/** A refused link is attached without source and target, and detached at once with the reason (AMQP 1.0, 2.6.3). */
function answerAttach(link: IncomingLink, open: () => void): void {
  try {
    open();
  } catch (error) {
    link.close(amqpErrorOf(error));
  }
}
