export { attempt } from './attempt.ts';
export type { Broker } from './broker.ts';
export { changeEntity } from './change-entity.ts';
export { countMessages, entityCounts, type EntityCounts } from './counts.ts';
export type { DeathCause } from './dead-letter.ts';
export { create, declare } from './declare.ts';
export { deleteMessages, type DeleteRange } from './delete-messages.ts';
export type { Consumer } from './deliveries.ts';
export {
  deadLetterPath,
  defaultProperties,
  defaultRule,
  subscriptionPath,
  type Entity,
  type EntityProperties,
  type NewRule,
  type Rule,
} from './entity.ts';
export { discard } from './discard.ts';
export { parseDuration } from './durations.ts';
export { openBroker, type OpenBroker } from './open-broker.ts';
export { browse, peek } from './peek.ts';
export { removeEntity } from './remove-entity.ts';
export { receive, receiveDeferred, type Delivery, type ReceiveOptions } from './receive.ts';
export { condition, entityDisabled, entityNotFound, Refusal } from './refusal.ts';
export { resubmit } from './resubmit.ts';
export { addRule, removeRule, replaceRule, rulesOf } from './rules.ts';
export { cancelScheduled } from './schedule.ts';
export { maxMessageSizeOf, scheduleAll, send } from './send.ts';
export { awaitSession } from './session-offers.ts';
export type { SessionLock, SessionWaiter } from './session-locks.ts';
export { sessionNames, sessionState, setSessionState } from './session-state.ts';
export { heldSession, lockSession, renewSessionLock, unlockSession, type SessionHolder } from './sessions.ts';
export { renewLock, settle, type Settlement } from './settle.ts';
export type { Topology } from './topology.ts';
export type { Purpose, Visitor } from './visits.ts';
export { entitySizes, lockDurations } from './limits.ts';
