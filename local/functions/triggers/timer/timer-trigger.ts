import { StartupError } from '@annal/local-server';
import { triggerOptions } from '../../host/binding-options.ts';
import type { HostedFunction } from '../../host/hosted-function.ts';
import { paused } from '../../host/retry.ts';
import type { ListenerContext, TriggeredFunction } from '../listener.ts';
import { runTimer, type Timer } from './run-timer.ts';
import { parseSchedule, type Schedule } from './schedule.ts';
import { openTimerStore, type TimerStore } from './timer-store.ts';

// As long as a blob lease of the real host.
const leaseDuration = 15_000;
const renewInterval = 5_000;

/**
 * A timer: due by its schedule in the machine's time zone, one call at a time, in one of the hosts that share a data
 * folder. A monitored one that was due while no host ran is called at once, once, with `isPastDue` set.
 */
export function timerTrigger(fn: HostedFunction, { settings, data, runner }: ListenerContext): TriggeredFunction {
  const options = triggerOptions(fn, settings);
  const text = options.text('schedule');
  const schedule = parse(text, options.where);
  const runOnStartup = options.flag('runOnStartup', false);
  const isMonitored = options.flag('useMonitor', !schedule.isFrequent);
  const stop = new AbortController();
  const timerIn = (store: TimerStore): Timer => ({
    fn,
    schedule,
    runOnStartup,
    isMonitored,
    store,
    runner,
    isOurs: () => store.hold(fn.name, leaseDuration),
  });
  let loop: Promise<void> = Promise.resolve();
  return {
    fn,
    listensTo: text,
    listener: {
      start: () => void (loop = runWhenOurs(timerIn(openTimerStore(data)), stop.signal)),
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

/** Runs a timer while this host has its lease, and takes it over when the host that had it is gone. */
async function runWhenOurs(timer: Timer, stop: AbortSignal): Promise<void> {
  while (!stop.aborted) {
    if (timer.isOurs()) await runUntilLost(timer, stop);
    else await paused(renewInterval, stop);
  }
  timer.store.release(timer.fn.name);
  timer.store.close();
}

async function runUntilLost(timer: Timer, stop: AbortSignal): Promise<void> {
  const lost = new AbortController();
  const ended = AbortSignal.any([stop, lost.signal]);
  const renewing = (async () => {
    while (await paused(renewInterval, ended)) if (!timer.isOurs()) lost.abort();
  })();
  await runTimer(timer, ended);
  // A schedule without a next occurrence keeps its lease: another host would find nothing to do, either.
  await renewing;
}
