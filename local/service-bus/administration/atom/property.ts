import { defaultProperties, parseDuration, type EntityProperties } from '../../entities/index.ts';
import { badRequest } from './atom-error.ts';
import { durationText } from './duration-text.ts';
import type { XmlElement } from './read-xml.ts';
import { element, type Xml } from './write-xml.ts';

/** One element of a description. */
export interface Property {
  readonly name: string;
  /** What it changes. @throws AtomError when its value is not right. */
  read(written: XmlElement): Partial<EntityProperties>;
  /** The element, when it has something to say; `host` is how the client calls this broker. */
  write(properties: EntityProperties, host: string): Xml | undefined;
}

type KeysOf<Value> = {
  [Key in keyof EntityProperties]: EntityProperties[Key] extends Value ? Key : never;
}[keyof EntityProperties];

const foreverFrom = 10_000_000 * 86_400_000;

/** A duration, in milliseconds between two bounds; from the longest one of .NET on it is for ever. */
export function duration(
  name: string,
  key: KeysOf<number | null>,
  { from, to, orNull }: { readonly from: number; readonly to: number; readonly orNull: boolean },
): Property {
  return {
    name,
    read({ text }) {
      const parsed = parseDuration(text.trim());
      const milliseconds = parsed !== undefined && parsed >= foreverFrom && orNull ? null : parsed;
      if (milliseconds === undefined || (milliseconds !== null && (milliseconds < from || milliseconds > to)))
        throw badRequest(
          `${name} is '${text}', which is no duration from ${durationText(from)} to ${durationText(to)}.`,
        );
      return { [key]: milliseconds };
    },
    write: (properties) => element(name, durationText(properties[key])),
  };
}

/** A truth value. */
export function truth(name: string, key: KeysOf<boolean>): Property {
  return {
    name,
    read: ({ text }) => ({ [key]: readTruth(name, text) }),
    write: (properties) => element(name, properties[key]),
  };
}

function readTruth(name: string, text: string): boolean {
  const value = text.trim().toLowerCase();
  if (value === 'true' || value === 'false') return value === 'true';
  throw badRequest(`${name} is '${text}', which is neither true nor false.`);
}

/** A whole number between two bounds, or the one that entities have until they are told: it comes back with each update. */
export function count(
  name: string,
  key: 'maxDeliveryCount' | 'maxMessageSizeInKilobytes',
  [from, to]: readonly [number, number],
): Property {
  return {
    name,
    read({ text }) {
      const value = Number(text);
      const isBetween = Number.isInteger(value) && value >= from && value <= to;
      if (isBetween || value === defaultProperties[key]) return { [key]: value };
      throw badRequest(`The value for '${name}' must be between ${from} and ${to}, and is '${text}'.`);
    },
    write: (properties) => element(name, properties[key]),
  };
}

/** Whether an entity takes and gives messages. */
export const status: Property = {
  name: 'Status',
  read({ text }) {
    const known = (['Active', 'Disabled', 'SendDisabled', 'ReceiveDisabled'] as const).find((value) => value === text);
    if (known) return { status: known };
    throw badRequest(`Status is '${text}', which is neither Active, Disabled, SendDisabled nor ReceiveDisabled.`);
  },
  write: (properties) => element('Status', properties.status),
};

/** Another entity, by its path or its whole address; clients are shown the address. */
export function forwarding(name: string, key: 'forwardTo' | 'forwardDeadLetteredMessagesTo'): Property {
  return {
    name,
    read: ({ text }) => ({ [key]: text.trim().replace(/^[a-z]+:\/\/[^/]*\//i, '') || null }),
    write(properties, host) {
      const path = properties[key];
      return path === null ? undefined : element(name, `sb://${host}/${path}`);
    },
  };
}
