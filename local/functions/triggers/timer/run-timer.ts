import type { HostedFunction } from '../../host/hosted-function.ts';
import { paused, runWithRetry } from '../../host/retry.ts';
import type { FunctionRunner } from '../../host/function-call.ts';
import type { Schedule } from './schedule.ts';
import { timerInput, type ScheduleStatus } from './timer-input.ts';
import type { TimerStore } from './timer-store.ts';

// Longer pauses than this overflow a Node timer.
const longestPause = 24 * 60 * 60 * 1000;

/** A timer as its options say. */
export interface Timer {
  readonly fn: HostedFunction;
  readonly schedule: Schedule;
  readonly runOnStartup: boolean;
  readonly isMonitored: boolean;
  readonly store: TimerStore;
  readonly runner: FunctionRunner;
  /** Whether this host may still call the function; asked before each call. */
  readonly isOurs: () => boolean;
}

/** Calls a timer's function whenever it is due, until `stop`. One call at a time. */
export async function runTimer(timer: Timer, stop: AbortSignal): Promise<void> {
  const known = statusOf(timer);
  const isPastDue = known !== undefined && Date.parse(known.next) <= Date.now();
  if (isPastDue || timer.runOnStartup)
    await callTimer(timer, { isPastDue, due: isPastDue ? new Date(known.next) : undefined }, stop);
  // An occurrence passes while the call before it still runs: it is left out, so that a timer never overlaps itself.
  for (;;) {
    const due = timer.schedule.next(new Date());
    if (due === undefined) return;
    if (known === undefined) remember(timer, due);
    if (!(await reached(due, stop))) return;
    await callTimer(timer, { isPastDue: false, due }, stop);
  }
}

/** Why a timer is called. A start alone has no time at which it was due. */
interface Occurrence {
  readonly isPastDue: boolean;
  readonly due: Date | undefined;
}

async function callTimer(timer: Timer, { isPastDue, due }: Occurrence, stop: AbortSignal): Promise<void> {
  // A host that hung may have lost the timer, and not know it yet; or have got it back from one that did this meanwhile.
  if (!timer.isOurs() || isDone(timer, due)) return;
  const { fn, runner } = timer;
  const data = timerInput({ isPastDue, status: statusOf(timer) });
  const what = isPastDue ? 'timer, past due' : 'timer';
  const result = await runWithRetry(
    fn.retry,
    (retryContext) => runner.run({ fn, what, data, ...(retryContext && { retryContext }) }),
    stop,
  );
  const next = timer.schedule.next(new Date());
  if (result !== 'stopped' && next !== undefined) remember(timer, next, new Date());
}

/** Some host has run this occurrence, and waits for a later one. */
function isDone(timer: Timer, due: Date | undefined): boolean {
  const next = statusOf(timer)?.next;
  return due !== undefined && next !== undefined && Date.parse(next) > due.getTime();
}

/** Undefined when the timer is not monitored, too. */
function statusOf({ fn, isMonitored, store }: Timer): ScheduleStatus | undefined {
  return isMonitored ? store.status(fn.name) : undefined;
}

function remember(timer: Timer, next: Date, last?: Date): void {
  if (!timer.isMonitored) return;
  timer.store.remember(timer.fn.name, {
    last: last?.toISOString() ?? statusOf(timer)?.last ?? '0001-01-01T00:00:00Z',
    next: next.toISOString(),
    lastUpdated: new Date().toISOString(),
  });
}

async function reached(due: Date, stop: AbortSignal): Promise<boolean> {
  for (;;) {
    const rest = due.getTime() - Date.now();
    if (rest <= 0) return !stop.aborted;
    if (!(await paused(Math.min(rest, longestPause), stop))) return false;
  }
}
