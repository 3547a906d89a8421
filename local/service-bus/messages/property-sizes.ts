import { encode, entriesOf } from './amqp-types.ts';
import type { IncomingMessage } from './incoming-message.ts';
import { findSection, sectionCode, splitSections } from './sections.ts';

/** How much a message's properties take, in bytes: those of the application one by one, and all that precedes the body. */
export interface PropertySizes {
  readonly all: number;
  readonly byName: ReadonlyMap<string, number>;
}

/** Measures the properties of a message. */
export function propertySizesOf({ header, annotations, bare }: IncomingMessage): PropertySizes {
  const sections = splitSections(bare);
  const described = sections.filter(({ code }) => code <= sectionCode.applicationProperties);
  const applied = entriesOf(findSection(sections, sectionCode.applicationProperties)?.value);
  return {
    all: [header, annotations, ...described.map(({ bytes }) => bytes)].reduce(
      (sum, part) => sum + (part?.length ?? 0),
      0,
    ),
    byName: new Map([...applied].map(([name, value]) => [name, encode(value).length])),
  };
}
