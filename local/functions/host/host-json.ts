import { resolve } from 'node:path';
import { StartupError } from '@annal/local-server';
import { readJson } from '../worker/entry-files.ts';
import { parseTimeSpan } from './time-span.ts';

/** Settings of `extensions.serviceBus`; durations in milliseconds. */
export interface ServiceBusHostSettings {
  readonly autoCompleteMessages: boolean;
  readonly maxConcurrentCalls: number;
  readonly maxConcurrentSessions: number;
  readonly maxMessageBatchSize: number;
  readonly maxAutoLockRenewalDuration: number;
  readonly sessionIdleTimeout: number;
}

/** Settings of `extensions.cosmosDB`. */
export interface CosmosHostSettings {
  /** Whether documents reach a function with strings rewritten that look like dates and times: the default of the real host. */
  readonly rewritesDates: boolean;
}

/** What this host reads from an app's host.json, defaults filled in. */
export interface HostSettings {
  /** First segment(s) of every route, without slashes at its ends; may be empty. */
  readonly routePrefix: string;
  /** How long one call may take, in milliseconds; undefined for as long as it wants. */
  readonly functionTimeout: number | undefined;
  readonly cosmos: CosmosHostSettings;
  readonly serviceBus: ServiceBusHostSettings;
}

/**
 * Reads an app's host.json. Everything absent has the real host's default (Microsoft Learn, "host.json reference" and
 * "Azure Service Bus bindings: host.json settings"; without a sessionIdleTimeout the client's try time-out of a minute
 * counts). A StartupError names the member that cannot be read.
 */
export function readHostJson(appRoot: string): HostSettings {
  const path = resolve(appRoot, 'host.json');
  const root = reader(path, readJson(path));
  if (root.value('version') !== '2.0') throw new StartupError(`${path} must say "version": "2.0".`);
  const extensions = root.section('extensions');
  const bus = extensions.section('serviceBus');
  return {
    routePrefix: extensions
      .section('http')
      .text('routePrefix', 'api')
      .replace(/^\/+|\/+$/g, ''),
    functionTimeout: root.value('functionTimeout') === '-1' ? undefined : root.duration('functionTimeout', '00:30:00'),
    cosmos: {
      // The extension compares with the one word; whatever else is said leaves its default (DefaultCosmosDBSerializerFactory).
      rewritesDates: !/^none$/i.test(
        extensions.section('cosmosDB').section('serializerSettings').text('dateParseHandling', ''),
      ),
    },
    serviceBus: {
      autoCompleteMessages: bus.flag('autoCompleteMessages', true),
      maxConcurrentCalls: bus.count('maxConcurrentCalls', 16),
      maxConcurrentSessions: bus.count('maxConcurrentSessions', 8),
      maxMessageBatchSize: bus.count('maxMessageBatchSize', 1000),
      maxAutoLockRenewalDuration: bus.duration('maxAutoLockRenewalDuration', '00:05:00'),
      sessionIdleTimeout: bus.duration('sessionIdleTimeout', '00:01:00'),
    },
  };
}

interface Section {
  value(name: string): unknown;
  section(name: string): Section;
  text(name: string, absent: string): string;
  flag(name: string, absent: boolean): boolean;
  count(name: string, absent: number): number;
  duration(name: string, absent: string): number;
}

function reader(where: string, source: unknown): Section {
  const members = (typeof source === 'object' && source !== null ? source : {}) as Record<string, unknown>;
  const read = <T>(name: string, absent: T, isRight: (value: unknown) => value is T, kind: string): T => {
    const value = members[name] ?? absent;
    if (!isRight(value)) throw new StartupError(`${where}: "${name}" must be ${kind}.`);
    return value;
  };
  return {
    value: (name) => members[name],
    section: (name) => reader(`${where}, ${name}`, members[name]),
    text: (name, absent) => read(name, absent, (value) => typeof value === 'string', 'a text'),
    flag: (name, absent) => read(name, absent, (value) => typeof value === 'boolean', 'true or false'),
    count: (name, absent) => read(name, absent, isCount, 'a whole number above 0'),
    duration: (name, absent) => {
      const text = read(name, absent, (value) => typeof value === 'string', 'a duration');
      const duration = parseTimeSpan(text);
      if (duration === undefined) throw new StartupError(`${where}: "${name}" must be a duration such as 00:05:00.`);
      return duration;
    },
  };
}

function isCount(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) > 0;
}
