import { z } from 'zod';
import { streamIdOf, type Commit, type StoredEvent } from '../../application/streams/commit.ts';
import { decodeCommits } from '../../application/streams/event-codec.ts';
import type { EventOf, EventTypes } from '../../domain/modelling/aggregate.ts';
import type { AnyAggregate } from './aggregates.ts';

/** A shape as JSON Schema, as far as it is written that way. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** The shape that an event has in store, as JSON Schema, without the sentence that tells what happened. */
export const schemaOf = (schema: z.ZodType): JsonSchema => {
  const described = Object.entries(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }));
  return Object.fromEntries(described.filter(([name]) => name !== '$schema' && name !== 'description'));
};

/** Stored events as they are read today. Throws an error that names the event which cannot be read. */
export const readToday = <Events extends EventTypes>(
  { category, events }: { readonly category: string; readonly events: Events },
  stored: readonly StoredEvent[],
): readonly EventOf<Events>[] =>
  decodeCommits(events, [recordedCommit(category, stored, stored.length)]).map(({ event }) => event);

/** Recorded events as one commit that ends at a version, of a stream and a request that do not matter. */
export const recordedCommit = (category: string, stored: readonly StoredEvent[], version: number): Commit => ({
  ...{ streamId: streamIdOf(category, 'golden'), category, version, events: [...stored] },
  ...{ actor: '', commandId: '', correlationId: 'golden-request', causationId: null, traceparent: null },
  recordedAt: '2026-01-01T00:00:00.000Z',
});

/** The state that a history folds into, as JSON. */
export const stateAfter = (aggregate: AnyAggregate, history: readonly StoredEvent[]): unknown =>
  JSON.parse(JSON.stringify(readToday(aggregate, history).reduce(aggregate.evolve, aggregate.initial)));

/**
 * What keeps a shape from reading all that was stored under a recorded one and written under it: every field still there and
 * the same, and no new one required. Undefined when nothing does.
 */
export const incompatibility = (recorded: JsonSchema, now: JsonSchema, at = 'data'): string | undefined => {
  const before = partsOf(recorded);
  const after = partsOf(now);
  const fields = Object.entries(before.properties);
  for (const [field, shape] of fields) {
    const next = after.properties[field];
    const fault = next === undefined ? `${at}.${field} is gone` : incompatibility(shape, next, `${at}.${field}`);
    if (fault !== undefined) return fault;
  }
  const demanded = after.required.find((field) => !before.required.includes(field));
  if (demanded !== undefined) return `${at}.${demanded} is demanded, which stored events need not have`;
  if (before.items !== undefined && after.items !== undefined)
    return incompatibility(before.items, after.items, `${at}[]`);
  return JSON.stringify(before.rest) === JSON.stringify(after.rest) ? undefined : `${at} is another kind of value`;
};

const schemas = z.record(z.string(), z.record(z.string(), z.unknown()));

/** What a shape says of a value itself; what is a mark for people says nothing of what fits. */
const isOfTheValue = ([name]: readonly [string, unknown]): boolean =>
  !['properties', 'required', 'items', 'personal', 'description', 'title'].includes(name);

const partsOf = (shape: JsonSchema) => ({
  properties: schemas.parse(shape['properties'] ?? {}),
  required: z.array(z.string()).parse(shape['required'] ?? []),
  items: schemas.valueType.optional().parse(shape['items']),
  rest: Object.entries(shape).filter(isOfTheValue),
});
