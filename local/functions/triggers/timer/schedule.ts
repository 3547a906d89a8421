import { Cron } from 'croner';
import { parseTimeSpan } from '../../host/time-span.ts';

/** When a timer is due. */
export interface Schedule {
  /** The first moment after `from`; undefined when there is none any more. */
  next(from: Date): Date | undefined;
  /** Whether occurrences are less than a minute apart: such timers are not monitored by default. */
  readonly isFrequent: boolean;
}

/**
 * Reads a timer's schedule: NCRONTAB with six fields, five without seconds, or a time span such as `00:30:00`
 * (Microsoft Learn, "Timer trigger for Azure Functions"). Throws an Error that says what is wrong with it.
 */
export function parseSchedule(text: string): Schedule {
  const span = parseTimeSpan(text.trim());
  if (span !== undefined && span > 0)
    return { next: (from) => new Date(from.getTime() + span), isFrequent: span < 60_000 };

  const fields = text.trim().split(/\s+/);
  if (fields.length !== 5 && fields.length !== 6) throw new Error(`"${text}" has ${fields.length} fields, not six`);
  // NCRONTAB has none of the extensions (L, W, #, ?) that the library behind this would take.
  const strange = fields.find((field) => !/^(\*|\d+|[a-z]{3})([-/,](\*|\d+|[a-z]{3}))*$/i.test(field));
  if (strange !== undefined) throw new Error(`"${strange}" is no NCRONTAB field`);
  const pattern = fields.length === 5 ? `0 ${fields.join(' ')}` : fields.join(' ');
  // NCRONTAB wants day of month and day of week both to fit, where cron takes either.
  const cron = new Cron(pattern, { mode: '6-part', domAndDow: true, paused: true });
  const next = (from: Date) => cron.nextRun(from) ?? undefined;
  return { next, isFrequent: isFrequent(next) };
}

function isFrequent(next: Schedule['next']): boolean {
  const first = next(new Date());
  const second = first && next(first);
  return second !== undefined && first !== undefined && second.getTime() - first.getTime() < 60_000;
}
