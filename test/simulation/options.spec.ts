import { describe, expect, it } from 'vitest';
import { readOptions, WrongOptions } from './options.ts';

const now = Date.parse('2026-05-04T23:59:59.000Z');
const read = (...args: string[]) => readOptions(args, now);

describe('npm run simulate', () => {
  it('runs the first seed where nothing else is asked for', () => {
    expect(read()).toMatchObject({ seed: 1, until: 1, forMs: Infinity, commands: 30, first: false, shrink: false });
  });

  it('runs one seed, or all up to another one', () => {
    expect(read('--seed', '7')).toMatchObject({ seed: 7, until: 7 });
    expect(read('--seed', '7', '--until', '9')).toMatchObject({ seed: 7, until: 9 });
    expect(read('--until', '9')).toMatchObject({ seed: 1, until: 9 });
  });

  it('goes on for a time, each day with seeds of its own', () => {
    expect(read('--for', '1h')).toMatchObject({ seed: 2_026_050_400_001, until: Infinity, forMs: 3_600_000 });
    expect(read('--for', '20m', '--seed', '7')).toMatchObject({ seed: 7, until: Infinity, forMs: 1_200_000 });
    expect(read('--for', '90s', '--until', '9', '--seed', '7')).toMatchObject({ seed: 7, until: 9, forMs: 90_000 });
  });

  it('tells how it is used', () => {
    expect(read('--seed', '7', '--help')).toBe('help');
  });

  it.each([
    [['--sed', '7'], /Unknown option '--sed'/],
    [['7'], /Unexpected argument '7'/],
    [['--seed'], /--seed/],
    [['--seed', 'seven'], /--seed must be a whole number from 1 on, not "seven"/],
    [['--commands', '0'], /--commands must be/],
    [['--workers', '1.5'], /--workers must be/],
    [['--seed', '9', '--until', '7'], /--until 7 is before --seed 9/],
    [['--for', '1 hour'], /--for must be a duration such as 90s, 20m or 1h, not "1 hour"/],
    [['--for', '0m'], /--for must be a duration/],
  ])('says what is wrong with %j', (args, message) => {
    expect(() => read(...args)).toThrow(WrongOptions);
    expect(() => read(...args)).toThrow(message);
  });
});
