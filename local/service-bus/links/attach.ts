import { leastAnswerTime } from '../answer-time.ts';
import { condition, entityDisabled, Refusal, type Entity } from '../entities/index.ts';
import { answerManagement } from '../management/index.ts';
import { parseAddress, type Address } from './address.ts';
import { amqpErrorOf } from './amqp-error.ts';
import { answerClaims } from './claims.ts';
import type { ClientConnection } from './client-connection.ts';
import { openDeliveryLink } from './delivery-link.ts';
import { openReplyLink } from './reply-link.ts';
import { openRequestLink } from './request-response.ts';
import type { IncomingLink, OutgoingLink } from './rhea-internals.ts';
import { openSendingLink } from './sending-link.ts';
import { openSessionLink, wantedSession } from './session-link.ts';
import { underFaults } from './under-faults.ts';
import { beginVisit } from './visit.ts';

/** A client opens a link to send over: messages, tokens or management requests. */
export function attachIncoming(connection: ClientConnection, link: IncomingLink): void {
  answerAttach(connection, link, () => {
    checkTarget(link);
    const address = parseAddress(link.target?.address);
    if (address.type === 'claims') {
      openRequestLink(connection, link, { leastTime: 0, answer: (request) => answerClaims(connection, request) });
      return;
    }
    const { entity, path } = admit(connection, address);
    if (address.type === 'entity') openSendingLink(connection, link, entity);
    else {
      const context = { broker: connection.broker, connection: connection.wire, entity };
      openRequestLink(connection, link, {
        leastTime: leastAnswerTime,
        answer: (request) => answerManagement(context, request),
      });
    }
    beginVisit(connection, link, { entity, path, purpose: address.type === 'entity' ? 'send' : 'manage' });
  });
}

/** A client opens a link to receive over: messages, or the answers to its requests. */
export function attachOutgoing(connection: ClientConnection, link: OutgoingLink): void {
  answerAttach(connection, link, () => {
    const address = parseAddress(link.source?.address);
    if (address.type === 'claims') {
      openReplyLink(connection, link);
      return;
    }
    const { entity, path } = admit(connection, address);
    if (address.type === 'entity') openReceiver(connection, link, entity);
    else openReplyLink(connection, link);
    beginVisit(connection, link, { entity, path, purpose: address.type === 'entity' ? 'receive' : 'manage' });
  });
}

/**
 * The entity of an address, and the path that a token must cover: the token for the management of an entity may name
 * the entity, or its management node alone. @throws Refusal unauthorized, and not-found.
 */
function admit(
  connection: ClientConnection,
  address: Exclude<Address, { type: 'claims' }>,
): { readonly entity: Entity; readonly path: string } {
  const path = address.type === 'management' ? `${address.path}/$management` : address.path;
  connection.claims.check(path);
  return { entity: connection.broker.directory.get(address.path), path };
}

/** @throws Refusal for an entity that cannot be received from, or not in this way. */
function openReceiver(connection: ClientConnection, link: OutgoingLink, entity: Entity): void {
  const { kind, path, properties } = entity;
  if (kind === 'topic')
    throw new Refusal(condition.notAllowed, `Messages of topic '${path}' are received from its subscriptions.`);
  if (properties.status === 'Disabled' || properties.status === 'ReceiveDisabled') throw entityDisabled(path);
  if (properties.forwardTo !== null)
    throw new Refusal(condition.notAllowed, `'${path}' forwards its messages: receive from '${properties.forwardTo}'.`);
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

/** Links to no address are for the coordinator of transactions, or choose one for every message. @throws Refusal. */
function checkTarget({ target }: IncomingLink): void {
  if (!target?.address)
    throw new Refusal(
      condition.notImplemented,
      'The local Service Bus has neither transactions nor links without an address.',
    );
}

/** A refused link is attached without source and target, and detached at once with the reason (AMQP 1.0, 2.6.3). */
function answerAttach(connection: ClientConnection, link: IncomingLink, open: () => void): void {
  const refuse = (error: unknown): void => link.close(amqpErrorOf(error));
  underFaults(connection, 'attach', {
    run(tell) {
      try {
        open();
        tell(() => undefined);
      } catch (error) {
        refuse(error);
      }
    },
    refuse,
  });
}
