import type { MessageRow } from '../storage/index.ts';
import type { Broker } from './broker.ts';
import { isDuplicate } from './duplicates.ts';
import type { Enqueueing, Numbered } from './enqueueing.ts';
import { deadLetterPath, transferDeadLetterPath, type Entity } from './entity.ts';
import { matchSubscriptions, type Match } from './fan-out.ts';
import { passageTo } from './forwarding.ts';
import { deadOnArrival, effectiveTimeToLive, newRow } from './new-row.ts';
import { offerSession } from './session-offers.ts';

/** Appends messages to a queue, or to every subscription of a topic whose rules they pass. In order. */
export function enqueue(broker: Broker, target: Entity, messages: readonly Enqueueing[]): void {
  if (messages.length === 0) return;
  broker.storage.turns.join();
  const first = broker.storage.entities.reserveSequences(target.id, messages.length);
  messages.forEach((message, index) => {
    const numbered = { ...message, firstSequence: message.firstSequence ?? first + index };
    if (target.kind === 'topic') publish(broker, target, numbered);
    else if (target.properties.forwardTo !== null) forward(broker, target, numbered, target.properties.forwardTo);
    else append(broker, target, numbered, { sequence: first + index });
  });
}

function publish(broker: Broker, topic: Entity, sent: Numbered): void {
  const message = { ...sent, timeToLive: effectiveTimeToLive(topic, sent.timeToLive) };
  const matches = matchSubscriptions(broker, topic, message);
  const goOn = ({ refused, subscription }: Match): boolean =>
    refused === null && subscription.properties.forwardTo !== null;
  // What no action has changed is stored once, however many copies stay.
  const sharing = matches.filter((match) => match.message === message && !goOn(match)).length;
  const shared = sharing > 0 ? broker.storage.messages.insertPayload(sharing, message.payload) : null;
  for (const match of matches) {
    const copy = { ...match.message, firstSequence: message.firstSequence };
    if (goOn(match)) forward(broker, match.subscription, copy, match.subscription.properties.forwardTo ?? '');
    else appendCopy(broker, { ...match, message: copy }, match.message === message ? shared : null);
  }
}

function appendCopy(
  broker: Broker,
  { subscription, message, refused }: Match & { readonly message: Numbered },
  payload: number | null,
): void {
  if (refused === null) append(broker, subscription, message, { payload });
  else bury(broker, subscription, message, { ...refused, path: deadLetterPath(subscription.path), payload });
}

/** Sends a message on to another entity at once; what cannot go on is kept aside, with the reason. */
function forward(broker: Broker, from: Entity, message: Numbered, to: string): void {
  const passage = passageTo(broker.directory.find(to), message, to);
  if (passage.type === 'closed') {
    bury(broker, from, message, { ...passage.cause, path: transferDeadLetterPath(from.path), payload: null });
    return;
  }
  if (isDuplicate(broker, passage.goal, message.messageId)) return;
  enqueue(broker, passage.goal, [{ ...message, hops: message.hops + 1 }]);
}

/** Puts a message among dead letters without it ever having been active. */
function bury(
  broker: Broker,
  owner: Entity,
  message: Numbered,
  { path, payload, ...cause }: { path: string; payload: number | null; reason: string; description: string },
): void {
  const deadLetters = broker.directory.get(path);
  insert(broker, deadLetters, deadOnArrival(rowOf(broker, deadLetters, message, { payload }), owner, cause));
}

/** What is known of a new row; a payload that is not stored yet is stored, and a number that is not taken yet is taken. */
interface Known {
  readonly payload?: number | null;
  readonly sequence?: number;
}

function append(broker: Broker, entity: Entity, message: Numbered, known: Known): void {
  insert(broker, entity, rowOf(broker, entity, message, known));
}

function rowOf(broker: Broker, entity: Entity, message: Numbered, known: Known): MessageRow {
  const { entities, messages } = broker.storage;
  return newRow(broker, entity, message, {
    sequence: known.sequence ?? entities.reserveSequences(entity.id, 1),
    enqueuedSequence: message.firstSequence,
    payload: known.payload ?? messages.insertPayload(1, message.payload),
  });
}

function insert(broker: Broker, entity: Entity, row: MessageRow): void {
  broker.storage.messages.insert(row);
  if (row.session === null) broker.deliveries.wake(entity.id, null);
  else if (broker.sessions.find(entity, row.session)) broker.deliveries.wake(entity.id, row.session);
  else offerSession(broker, entity, row.session);
}
