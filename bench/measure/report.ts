import { availableParallelism, cpus, loadavg } from 'node:os';
import type { Rate } from './in-lanes.ts';

/** One line of a report. */
export interface Line {
  readonly what: string;
  /** Per second. */
  readonly rate: Rate;
  readonly target?: number;
}

/** The machine that the figures are of, and how busy it was: without that they say nothing. */
export function machine(): string {
  const load = loadavg()[0]?.toFixed(1) ?? '?';
  return `Node ${process.version}, ${availableParallelism()} cores (${cpus()[0]?.model ?? 'unknown'}), load ${load} at the start`;
}

/** The rates below each other, with their ratio to the first, which is called `basis`. */
export function table(lines: readonly Line[], basis = 'the echo'): string {
  const first = lines[0]?.rate.perSecond ?? Number.NaN;
  return lines
    .map(({ what, rate: { perSecond, median, p99 }, target }) => {
      const times = `median ${median.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms`;
      const ratio = `${(perSecond / first).toFixed(2)} of ${basis}`;
      return `${row(what, whole(perSecond), '/s')}  ${ratio.padEnd(20)}${times}${markOf(target, perSecond >= (target ?? 0))}`;
    })
    .join('\n');
}

/** A time that should be short. Milliseconds. */
export function duration(what: string, milliseconds: number, target: number): string {
  return `${row(what, whole(milliseconds), 'ms')}${markOf(target, milliseconds <= target)}`;
}

function row(what: string, value: string, unit: string): string {
  return `  ${what.padEnd(38)}${value.padStart(9)} ${unit}`;
}

function markOf(target: number | undefined, isReached: boolean): string {
  return target === undefined ? '' : `  (target ${whole(target)}: ${isReached ? 'reached' : 'MISSED'})`;
}

function whole(value: number): string {
  return Math.round(value).toLocaleString('en');
}
