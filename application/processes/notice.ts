import type { EntityId } from '../../domain/modelling/ids.ts';
import type { ProcessRejection } from '../../domain/modelling/processes/process-commands.ts';
import type { DeclaredProcess } from '../../domain/modelling/processes/declared-process.ts';
import { processEvents } from '../../domain/modelling/processes/process-events.ts';
import { instanceId } from '../../domain/modelling/values.ts';
import { EventNotTaken } from '../feed/failed-delivery.ts';
import { placeOf, streamIdOf, type Commit } from '../streams/commit.ts';
import { decodeCommits, type Decode, type StoredRecord } from '../streams/event-codec.ts';
import type { EventStore } from '../streams/event-store.ts';
import { Undeliverable } from '../undeliverable.ts';
import { placeIn } from './place.ts';
import { actorOf, type ProcessAnswer, type sayTo } from './process-handler.ts';

/** Processes have caused each other too often in a row: they would never end. */
export class TooManyHops extends Undeliverable {
  override readonly name = 'TooManyHops';
  override readonly kind = 'code';
}

/** The ports of {@link noticeEvents}. */
export interface Noticing {
  readonly process: DeclaredProcess;
  readonly say: ReturnType<typeof sayTo>;
  /** The names of all processes. */
  readonly names: ReadonlySet<string>;
  readonly eventStore: Pick<EventStore, 'read'>;
  readonly clock: () => string;
}

const instanceIfAny = instanceId.optional();

type AnyEvent = StoredRecord<{ readonly type: string; readonly data: unknown }>;

/**
 * Tells a process of the events of one commit that it is started by, or hears, and gives what came of each. Throws {@link TooManyHops},
 * and EventNotTaken for a rule or reaction that fails, or names an instance by what is no id.
 */
export const noticeEvents = ({ process, say, names, eventStore, clock }: Noticing) => {
  const { name, starts, hears } = process;
  const triggers = [...starts, ...hears];
  const concerns = (category: string): boolean => triggers.some((each) => each.category === category);

  /** How many processes have caused each other up to this commit: a person's request counts for none. */
  const hopsTo = async ({ causationId }: Commit): Promise<number> => {
    const cause = placeIn(causationId, names);
    if (cause === undefined) return 0;
    const commits = await eventStore.read(streamIdOf(cause.name, cause.id));
    const [first] = decodeCommits(processEvents, commits.slice(0, 1));
    return first?.event.type === 'ProcessStarted' ? first.event.data.hops + 1 : 0;
  };

  const notice = async (id: EntityId, recorded: AnyEvent): Promise<ProcessAnswer> => {
    const { event, entityId, version, recordedAt, actor, commit } = recorded;
    const { category, streamId, correlationId, traceparent } = commit;
    const isStart = starts.some((each) => each.category === category && each.read(recorded) !== undefined);
    const hops = isStart ? await hopsTo(commit) : 0;
    const place = placeOf(streamId, version);
    return say({
      id,
      command: {
        type: 'Notice',
        data: { id, category, entityId, version, recordedAt, actor, ...event, hops },
        at: clock(),
      },
      provenance: { actor: actorOf(name), commandId: place, causationId: place, correlationId, traceparent },
    });
  };

  /** An id that no route and no rule of the house would take is refused here, before a stream has it for ever. */
  const instanceOf = (recorded: AnyEvent): EntityId | undefined => {
    try {
      const ofCategory = triggers.filter(({ category }) => category === recorded.commit.category);
      return instanceIfAny.parse(ofCategory.map((each) => each.instanceOf(recorded)).find((id) => id !== undefined));
    } catch (cause) {
      throw new EventNotTaken(recorded.version, `${name} cannot tell its instance: ${String(cause)}`, cause);
    }
  };

  return async (commit: Commit, decode: Decode): Promise<readonly ProcessAnswer[]> => {
    const answers: ProcessAnswer[] = [];
    const types = triggers.find(({ category }) => category === commit.category)?.events;
    if (!concerns(commit.category) || types === undefined) return answers;
    for (const recorded of decode(types, [commit])) {
      const id = instanceOf(recorded);
      if (id === undefined) continue;
      const answer = await notice(id, recorded);
      if (answer.outcome === 'rejected') throw refusalOf(name, recorded, answer.rejection);
      answers.push(answer);
    }
    return answers;
  };
};

const refusalOf = (name: string, { version, commit }: AnyEvent, rejection: ProcessRejection): Error => {
  const place = placeOf(commit.streamId, version);
  return rejection.type === 'TooManyHops'
    ? new TooManyHops(`${place} would start ${name}, and ${rejection.hops} processes have caused each other up to it.`)
    : new EventNotTaken(version, `${name} does not take ${place}: ${JSON.stringify(rejection)}`, undefined);
};
