import type { z } from 'zod';
import type { EventTypes } from '../aggregate.ts';
import type { EntityId } from '../ids.ts';
import { holdsPersonalData } from '../personal.ts';
import type { Recorded } from '../recorded.ts';

/** One event of these types, by its name. */
export type EventNamed<Types extends EventTypes, Type extends keyof Types & string> = Type extends string
  ? { readonly type: Type; readonly data: z.output<Types[Type]['schema']> }
  : never;

/** By the name of an event, the process that it belongs to; undefined where it belongs to none. */
export type InstanceRules<Types extends EventTypes, Type extends keyof Types & string> = {
  readonly [Name in Type]: (recorded: Recorded<EventNamed<Types, Name>>) => EntityId | undefined;
};

/** Events of one aggregate that start a process, or that it hears. */
export interface Trigger<Event> {
  readonly category: string;
  /** The aggregate's own event types: what is delivered is decoded by them. */
  readonly events: EventTypes;
  /** The process that an event belongs to; undefined for an event without a rule, and where the rule names none. */
  instanceOf(recorded: Recorded<{ readonly type: string; readonly data: unknown }>): EntityId | undefined;
  /** The event as it is delivered, if it has a rule and its data are of its schema. */
  read(recorded: Recorded<{ readonly type: string; readonly data: unknown }>): Recorded<Event> | undefined;
}

/** A trigger in a list of triggers. */
export type AnyTrigger = Trigger<unknown>;

/** The events of a trigger. */
export type EventOfTrigger<Declared extends AnyTrigger> = Declared extends Trigger<infer Event> ? Event : never;

/**
 * Declares events of an aggregate as triggers, each with the rule that names its process. Throws an error for an event with personal
 * data: a process remembers what it wants, and no erasure reaches its stream.
 */
export const trigger = <Types extends EventTypes, Type extends keyof Types & string>(
  { category, events }: { readonly category: string; readonly events: Types },
  rules: InstanceRules<Types, Type>,
): Trigger<EventNamed<Types, Type>> => {
  type Event = EventNamed<Types, Type>;
  const hasRule = (name: string): name is Type => Object.hasOwn(rules, name);
  /** The schema of the named type has parsed the data: all that the type says. */
  const isEvent = (event: { readonly type: string; readonly data: unknown }): event is Event =>
    hasRule(event.type) && events[event.type]?.schema.safeParse(event.data).success === true;
  const isPersonal = Object.entries(events).flatMap(([name, type]) =>
    hasRule(name) && holdsPersonalData({ [name]: type }) ? [name] : [],
  );
  if (isPersonal.length > 0)
    throw new Error(`A process cannot be told of ${isPersonal.join(', ')} of ${category}: it holds personal data.`);

  const read: Trigger<Event>['read'] = ({ event, ...place }) => (isEvent(event) ? { ...place, event } : undefined);
  return {
    category,
    events,
    read,
    instanceOf: (recorded) => {
      const { event } = recorded;
      const found = read(recorded);
      return found === undefined || !hasRule(event.type) ? undefined : rules[event.type](found);
    },
  };
};
