import { schemaVersionOf, type EventType } from '../../domain/modelling/aggregate.ts';
import type { FoundAggregate } from './aggregates.ts';
import { fieldsOf, type Field } from './fields.ts';
import { schemaOf } from './shapes.ts';

const head = `# The events

Every event in its stored form, made from the schemas in \`domain/\` by \`npm run derive\`. A shape only ever gets
optional fields. Any other change is a new version, and older events are upcast to it on read. A field marked personal
is stored under a key of its subject, and reads \`[erased]\` once that key is destroyed.`;

/** The page docs/events.md. */
export const eventsPage = (found: readonly FoundAggregate[]): string => [head, ...found.map(chapterOf)].join('\n\n');

const chapterOf = ({ aggregate, folder }: FoundAggregate): string => {
  const sections = Object.entries(aggregate.events).map(([name, type]) => sectionOf(name, type));
  return [`## ${folder}`, `Streams \`${aggregate.category}-{id}\`.`, ...sections].join('\n\n');
};

const sectionOf = (name: string, type: EventType): string => {
  const fields = fieldsOf(schemaOf(type.schema));
  const version = `Version ${schemaVersionOf(type)}${fields.length === 0 ? ', without fields' : ''}.`;
  const told = [type.schema.description, version].filter((sentence) => sentence !== undefined).join(' ');
  if (fields.length === 0) return `### ${name}\n\n${told}`;
  return `### ${name}\n\n${told}\n\n| Field | Type | |\n| --- | --- | --- |\n${fields.map(rowOf).join('\n')}`;
};

const rowOf = ({ path, type, isOptional, isPersonal }: Field): string => {
  const notes = [...(isOptional ? ['optional'] : []), ...(isPersonal ? ['personal'] : [])].join(', ');
  return `| \`${path}\` | ${type} | ${notes} |`;
};
