import type { Enqueueing } from './enqueueing.ts';
import type { Entity } from './entity.ts';

/** How many entities a message may be forwarded through ("Chaining Service Bus entities" in Microsoft's documentation). */
const mostHops = 4;

/** Whether a message can be forwarded to an entity, or why not. */
export type Passage =
  | { readonly type: 'open'; readonly goal: Entity }
  | { readonly type: 'closed'; readonly cause: { readonly reason: string; readonly description: string } };

/** Looks whether a message may go on to an entity, which may be missing; `to` is the name that it was looked up by. */
export function passageTo(goal: Entity | undefined, { hops, sessionId }: Enqueueing, to: string): Passage {
  if (goal?.kind !== 'queue' && goal?.kind !== 'topic')
    return closed('MessagingEntityNotFound', `There is no queue or topic '${to}' to forward to.`);
  const { status, requiresSession } = goal.properties;
  if (status === 'Disabled' || status === 'SendDisabled')
    return closed('MessagingEntityDisabled', `'${goal.path}' is disabled for sending.`);
  if (hops >= mostHops)
    return closed('MaxTransferHopCountExceeded', `A message is forwarded through ${mostHops} entities at most.`);
  if (requiresSession && sessionId === null)
    return closed('Session id is null.', `'${goal.path}' requires sessions, and the message names none.`);
  return { type: 'open', goal };
}

function closed(reason: string, description: string): Passage {
  return { type: 'closed', cause: { reason, description } };
}
