import { StartupError } from '@annal/local-server';
import { resolveSettings, type AppSettings } from './app-settings.ts';
import type { Binding } from '../worker/rpc.ts';
import type { HostedFunction } from './hosted-function.ts';

/** Reads the options of a trigger, an input or an output; a StartupError names the function and the option that is wrong. */
export interface BindingOptions {
  /** A text with `%SETTING%` resolved; without a fallback it must be there. */
  text(name: string, fallback?: string): string;
  optionalText(name: string): string | undefined;
  flag(name: string, fallback: boolean): boolean;
  /** A whole number of at least `least`. */
  count(name: string, fallback: number, least: number): number;
  /** The binding in words, for messages. */
  readonly where: string;
}

/** The options of `fn`'s trigger, read against these settings. */
export function triggerOptions(fn: HostedFunction, settings: AppSettings): BindingOptions {
  return bindingOptions(`Function "${fn.name}" (${fn.trigger.type})`, fn.trigger.binding, settings);
}

/** The options of one binding, which `where` names, read against these settings. */
export function bindingOptions(where: string, binding: Binding, settings: AppSettings): BindingOptions {
  const wrong = (name: string, must: string) => new StartupError(`${where}: "${name}" must be ${must}.`);
  const optionalText = (name: string): string | undefined => {
    const value = binding[name];
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
      const value = binding[name] ?? fallback;
      if (typeof value !== 'boolean') throw wrong(name, 'true or false');
      return value;
    },
    count: (name, fallback, least) => {
      const value = binding[name] ?? fallback;
      if (!Number.isInteger(value) || Number(value) < least) throw wrong(name, `a whole number of at least ${least}`);
      return Number(value);
    },
  };
}
