import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { makePrivateFolder, privateFile } from '@annal/local-server';
import { isGone, thisOwner } from '../owner.ts';
import type { ScheduleStatus } from './timer-input.ts';

/**
 * What hosts on one data folder share of their timers: when each ran and is due, so that a host that was stopped knows
 * what it missed, and a lease on each, since a timer runs in one host at a time.
 */
export interface TimerStore {
  status(timer: string): ScheduleStatus | undefined;
  remember(timer: string, status: ScheduleStatus): void;
  /** Takes the lease on a timer, or renews it, for so many milliseconds. False when another host has it still. */
  hold(timer: string, duration: number): boolean;
  release(timer: string): void;
  close(): void;
}

const schema = `
  PRAGMA busy_timeout = 5000;
  CREATE TABLE IF NOT EXISTS status (timer TEXT PRIMARY KEY, status TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS lease (timer TEXT PRIMARY KEY, owner TEXT NOT NULL, expires INTEGER NOT NULL);`;

/** The timers of a data folder; without a folder they are forgotten with the process. */
export function openTimerStore(data: string | undefined): TimerStore {
  if (data !== undefined) makePrivateFolder(data);
  const db = new DatabaseSync(data === undefined ? ':memory:' : privateFile(join(data, 'timers.sqlite')));
  db.exec(schema);
  const read = db.prepare('SELECT status FROM status WHERE timer = ?');
  const write = db.prepare('INSERT OR REPLACE INTO status VALUES (?, ?)');
  const take = db.prepare(
    `INSERT INTO lease VALUES (:timer, :owner, :expires) ON CONFLICT (timer)
     DO UPDATE SET owner = :owner, expires = :expires WHERE owner = :owner OR expires <= :now`,
  );
  const ownerOf = db.prepare('SELECT owner FROM lease WHERE timer = ?');
  const giveBack = db.prepare('DELETE FROM lease WHERE timer = ? AND owner = ?');
  return {
    status: (timer) => {
      const row = read.get(timer);
      return row === undefined ? undefined : (JSON.parse(String(row['status'])) as ScheduleStatus);
    },
    remember: (timer, status) => void write.run(timer, JSON.stringify(status)),
    hold: (timer, duration) => {
      const holder = ownerOf.get(timer)?.['owner'];
      if (holder !== undefined && isGone(String(holder))) giveBack.run(timer, holder);
      const now = Date.now();
      return take.run({ timer, owner: thisOwner, now, expires: now + duration }).changes > 0;
    },
    release: (timer) => void giveBack.run(timer, thisOwner),
    close: () => db.close(),
  };
}
