import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from '../../../make-folder.ts';
import type { ScheduleStatus } from './timer-input.ts';

/** Remembers when each monitored timer ran and is due, so that a stopped host knows what it missed. */
export interface ScheduleMonitor {
  read(name: string): ScheduleStatus | undefined;
  write(name: string, status: ScheduleStatus): void;
}

/**
 * A monitor in `timers.json` of a data folder; without a folder it forgets with the process. A file that cannot be
 * read counts as empty: the worst that follows is one missed occurrence.
 */
export function scheduleMonitor(data: string | undefined): ScheduleMonitor {
  if (data === undefined) {
    const statuses = new Map<string, ScheduleStatus>();
    return { read: (name) => statuses.get(name), write: (name, status) => void statuses.set(name, status) };
  }
  const file = join(data, 'timers.json');
  return {
    read: (name) => readStatuses(file)[name],
    // Read again each time: the file has the other timers' states as well.
    write: (name, status) => replaceFile(file, JSON.stringify({ ...readStatuses(file), [name]: status }, undefined, 2)),
  };
}

function readStatuses(file: string): Record<string, ScheduleStatus> {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Record<string, ScheduleStatus>;
  } catch {
    return {};
  }
}

/** A reader sees the old file or the new one, never half of it. */
function replaceFile(file: string, text: string): void {
  makeFolder(join(file, '..'));
  writeFileSync(`${file}.new`, text);
  renameSync(`${file}.new`, file);
}
