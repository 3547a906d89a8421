import { describe, expect, it } from 'vitest';
import { parseTimeSpan } from '../host/time-span.ts';
import { parseSchedule } from '../triggers/timer/schedule.ts';

const next = (schedule: string, from: string) => {
  const found = parseSchedule(schedule).next(new Date(from));
  return found && new Date(found.getTime() - found.getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
};

describe('A schedule', () => {
  it.each([
    ['0 */5 * * * *', '2026-01-01T10:02:03', '2026-01-01T10:05:00'],
    ['30 0 9 * * 1-5', '2026-01-02T09:01:00', '2026-01-05T09:00:30'],
    ['0 9 * * MON', '2026-01-02T00:00:00', '2026-01-05T09:00:00'],
    ['0 0 0 13 * 5', '2026-01-01T00:00:00', '2026-02-13T00:00:00'],
    ['00:30:00', '2026-01-01T10:00:00', '2026-01-01T10:30:00'],
  ])('%s is due after %s at %s, local time', (schedule, from, due) => {
    expect(next(schedule, from)).toBe(due);
  });

  it.each(['* * *', '0 0 25 * * *', '0 0 L * * *', '0 0 0 * * 1#2', 'hourly', '@daily'])('%s is none', (schedule) => {
    expect(() => parseSchedule(schedule)).toThrow();
  });

  it('is frequent below one minute', () => {
    expect(parseSchedule('*/10 * * * * *').isFrequent).toBe(true);
    expect(parseSchedule('0 * * * * *').isFrequent).toBe(false);
    expect(parseSchedule('00:00:59').isFrequent).toBe(true);
  });
});

describe('A time span', () => {
  it.each([
    ['00:05:00', 300_000],
    ['1.00:00:00', 86_400_000],
    ['00:00:00.25', 250],
    ['5 minutes', undefined],
    ['00:60:00', undefined],
  ])('%s has %s milliseconds', (text, milliseconds) => {
    expect(parseTimeSpan(text)).toBe(milliseconds);
  });
});
