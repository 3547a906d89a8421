import { StartupError } from '../../../service-process.ts';
import type { HostedFunction } from '../../host/hosted-function.ts';
import { paused, runWithRetry } from '../../host/retry.ts';
import { triggerOptions } from '../../host/binding-options.ts';
import type { ListenerContext, TriggeredFunction } from '../listener.ts';
import { parseSchedule, type Schedule } from './schedule.ts';
import { scheduleMonitor, type ScheduleMonitor } from './schedule-monitor.ts';
import { timerInput, type ScheduleStatus } from './timer-input.ts';

// Longer pauses than this overflow a Node timer.
const longestPause = 24 * 60 * 60 * 1000;

interface Timer {
  readonly fn: HostedFunction;
  readonly schedule: Schedule;
  readonly runOnStartup: boolean;
  /** Undefined when the timer is not monitored. */
  readonly monitor: ScheduleMonitor | undefined;
}

/**
 * A timer: due by its schedule in the machine's time zone, one call at a time. A monitored one that was due while no
 * host ran is called at once, once, with `isPastDue` set.
 */
export function timerTrigger(fn: HostedFunction, context: ListenerContext): TriggeredFunction {
  const options = triggerOptions(fn, context.settings);
  const text = options.text('schedule');
  const schedule = parse(text, options.where);
  const isMonitored = options.flag('useMonitor', !schedule.isFrequent);
  const timer: Timer = {
    fn,
    schedule,
    runOnStartup: options.flag('runOnStartup', false),
    monitor: isMonitored ? scheduleMonitor(context.data) : undefined,
  };
  const stop = new AbortController();
  let loop: Promise<void> = Promise.resolve();
  return {
    fn,
    listensTo: text,
    listener: {
      start: () => void (loop = runTimer(timer, context, stop.signal)),
      stop: () => {
        stop.abort();
        return loop;
      },
    },
  };
}

function parse(text: string, where: string): Schedule {
  try {
    return parseSchedule(text);
  } catch (error) {
    throw new StartupError(`${where}: "schedule" cannot be read: ${(error as Error).message}.`);
  }
}

async function runTimer(timer: Timer, context: ListenerContext, stop: AbortSignal): Promise<void> {
  const known = timer.monitor?.read(timer.fn.name);
  const isPastDue = known !== undefined && Date.parse(known.next) <= Date.now();
  if (isPastDue || timer.runOnStartup) await callTimer(timer, context, isPastDue, stop);
  // An occurrence passes while the call before it still runs: it is left out, so that a timer never overlaps itself.
  for (;;) {
    const due = timer.schedule.next(new Date());
    if (due === undefined) return;
    if (known === undefined) remember(timer, due);
    if (!(await reached(due, stop))) return;
    await callTimer(timer, context, false, stop);
  }
}

async function callTimer(timer: Timer, context: ListenerContext, isPastDue: boolean, stop: AbortSignal): Promise<void> {
  const { fn, monitor } = timer;
  const data = timerInput({ isPastDue, status: monitor?.read(fn.name) });
  const what = isPastDue ? 'timer, past due' : 'timer';
  const result = await runWithRetry(
    fn.retry,
    (retryContext) => context.runner.run({ fn, what, data, ...(retryContext && { retryContext }) }),
    stop,
  );
  const next = timer.schedule.next(new Date());
  if (result !== 'stopped' && next !== undefined) remember(timer, next, new Date());
}

function remember({ fn, monitor }: Timer, next: Date, last?: Date): void {
  const status: ScheduleStatus = {
    last: last?.toISOString() ?? monitor?.read(fn.name)?.last ?? '0001-01-01T00:00:00Z',
    next: next.toISOString(),
    lastUpdated: new Date().toISOString(),
  };
  monitor?.write(fn.name, status);
}

async function reached(due: Date, stop: AbortSignal): Promise<boolean> {
  for (;;) {
    const rest = due.getTime() - Date.now();
    if (rest <= 0) return !stop.aborted;
    if (!(await paused(Math.min(rest, longestPause), stop))) return false;
  }
}
