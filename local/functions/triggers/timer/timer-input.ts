import type { TypedData } from '../../worker/rpc.ts';

/** What is remembered of a monitored timer: its last and next occurrence, as ISO times. */
export interface ScheduleStatus {
  readonly last: string;
  readonly next: string;
  readonly lastUpdated: string;
}

/** The value that a timer function gets, in the host's spelling; the library turns it into camel case. */
export function timerInput(timer: {
  readonly isPastDue: boolean;
  readonly status: ScheduleStatus | undefined;
}): TypedData {
  const { isPastDue, status } = timer;
  const scheduleStatus = status && { Last: status.last, LastUpdated: status.lastUpdated, Next: status.next };
  return {
    json: JSON.stringify({
      Schedule: { AdjustForDST: true },
      ScheduleStatus: scheduleStatus ?? null,
      IsPastDue: isPastDue,
    }),
  };
}
