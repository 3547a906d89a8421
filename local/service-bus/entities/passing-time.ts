import { entityOf, type Broker } from './broker.ts';
import { nextIdleMoment, removeIdleEntities } from './idle-entities.ts';
import { expireMessage } from './receive.ts';
import { releaseHeld } from './release.ts';
import { activateScheduled } from './schedule.ts';
import { endOf, unlockSession } from './sessions.ts';

/** Does what the clock asks for: ends locks and lives, enqueues what is due, removes what is idle, forgets old message ids. */
export function passTime(broker: Broker): void {
  const now = broker.now();
  const { deadlines, seenMessageIds, turns } = broker.storage;
  for (const lock of [...broker.sessions.all()].filter((held) => endOf(held) <= now)) {
    unlockSession(broker, lock, true);
    lock.lost();
  }
  for (const row of deadlines.lockExpired(now)) releaseHeld(broker, row, { countDelivery: true });
  for (const row of deadlines.due(now)) activateScheduled(broker, row);
  for (const row of deadlines.expired(now)) expireMessage(broker, entityOf(broker, row), row);
  removeIdleEntities(broker);
  turns.join();
  seenMessageIds.forget(now);
}

/** Ends all locks of an earlier run: their connections are gone, and what became of the messages is unknown. */
export function endEarlierLocks(broker: Broker): void {
  for (let rows = broker.storage.deadlines.locked(); rows.length > 0; rows = broker.storage.deadlines.locked())
    for (const row of rows) releaseHeld(broker, row, { countDelivery: true });
}

/** When `passTime` is needed next, in milliseconds since 1970; null when nothing waits for a moment. */
export function nextMoment(broker: Broker): number | null {
  const moments = [...broker.sessions.all()].map(endOf).filter(Number.isFinite);
  for (const moment of [broker.storage.deadlines.earliest(), nextIdleMoment(broker)])
    if (moment !== null) moments.push(moment);
  return moments.length === 0 ? null : moments.reduce((earliest, moment) => Math.min(earliest, moment));
}
