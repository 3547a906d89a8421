import { StartupError } from '../../service-process.ts';
import { resolveSettings, type AppSettings } from './app-settings.ts';
import type { HostedFunction } from './hosted-function.ts';

/** Reads the options of a function's trigger; a StartupError names the function and the option that is wrong. */
export interface TriggerOptions {
  /** A text with `%SETTING%` resolved; without a fallback it must be there. */
  text(name: string, fallback?: string): string;
  optionalText(name: string): string | undefined;
  flag(name: string, fallback: boolean): boolean;
  /** A whole number of at least `least`. */
  count(name: string, fallback: number, least: number): number;
  /** The trigger in words, for messages. */
  readonly where: string;
}

/** The options of `fn`'s trigger, read against these settings. */
export function triggerOptions(fn: HostedFunction, settings: AppSettings): TriggerOptions {
  const where = `Function "${fn.name}" (${fn.trigger.type})`;
  const wrong = (name: string, must: string) => new StartupError(`${where}: "${name}" must be ${must}.`);
  const optionalText = (name: string): string | undefined => {
    const value = fn.trigger.binding[name];
    if (value === undefined || value === null) return undefined;
    if (typeof value !== 'string') throw wrong(name, 'a text');
    return resolveSettings(value, settings, where);
  };
  return {
    where,
    optionalText,
    text: (name, fallback) => {
      const value = optionalText(name) ?? fallback;
      if (value === undefined || value === '') throw wrong(name, 'given');
      return value;
    },
    flag: (name, fallback) => {
      const value = fn.trigger.binding[name] ?? fallback;
      if (typeof value !== 'boolean') throw wrong(name, 'true or false');
      return value;
    },
    count: (name, fallback, least) => {
      const value = fn.trigger.binding[name] ?? fallback;
      if (!Number.isInteger(value) || Number(value) < least) throw wrong(name, `a whole number of at least ${least}`);
      return Number(value);
    },
  };
}
