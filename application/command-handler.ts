import type { Aggregate, CommandOf, CommandSchemas, EventOf, EventTypes } from '../domain/aggregate.ts';
import { firstVersionOf, streamIdOf, type Commit, type Provenance } from './commit.ts';
import { decodeCommits, encodeEvent } from './event-codec.ts';
import type { EventStore } from './event-store.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { StreamHead } from './stream-head.ts';

/** What a caller says of the stream that it has seen. */
export type ExpectedVersion = number | 'any';

/** A command on its way to one entity. */
export interface CommandRequest<Command> {
  readonly entityId: string;
  readonly command: Command;
  readonly provenance: Provenance;
  /**
   * The version that the caller decided on, or 'any' for a stream that must exist. Somebody else's write then ends in 'stale':
   * only the caller may decide again.
   */
  readonly expectedVersion?: ExpectedVersion;
}

/** An event that a command caused, and the version that it has in its stream. */
export interface EventReceipt {
  readonly type: string;
  readonly version: number;
}

/** How a command ended. A repeated command id ends as it ended the first time. */
export type CommandOutcome<Rejection> =
  | {
      readonly outcome: 'accepted';
      readonly streamId: string;
      readonly version: number;
      readonly events: readonly EventReceipt[];
    }
  | { readonly outcome: 'rejected'; readonly rejection: Rejection }
  | { readonly outcome: 'stale'; readonly version: number }
  | { readonly outcome: 'conflict' };

/** Handles the commands of one aggregate. Throws when the world breaks: store unreachable, stream damaged or unreadable. */
export type HandleCommand<Command, Rejection> = (
  request: CommandRequest<Command>,
) => Promise<CommandOutcome<Rejection>>;

/** What every command handler needs from outside. */
export interface CommandHandling {
  readonly eventStore: EventStore;
  readonly clock: () => string;
  /** Waits a little longer, and at random, with each lost race. */
  readonly pause: (lostRaces: number) => Promise<void>;
}

/** After so many lost races in a row the stream is too hot; the caller is told so. */
const maximumRaces = 10;

/** The one way in which every command of every aggregate is handled: read, fold, decide, append; after a lost race afresh. */
export const commandHandler = <State, Commands extends CommandSchemas, Events extends EventTypes, Rejection>(
  aggregate: Aggregate<State, Commands, Events, Rejection>,
  { eventStore, clock, pause }: CommandHandling,
): HandleCommand<CommandOf<Commands>, Rejection> => {
  const queued = oneAtATime();

  const load = async (streamId: string) => {
    const commits = await eventStore.read(streamId);
    const head = StreamHead.beforeFirst(streamId).after(commits);
    const state = decodeCommits(aggregate.events, commits).reduce(
      (folded, { event }) => aggregate.evolve(folded, event),
      aggregate.initial,
    );
    return { commits, head, state };
  };

  const attempt = async (
    streamId: string,
    { command, provenance, expectedVersion }: CommandRequest<CommandOf<Commands>>,
  ): Promise<CommandOutcome<Rejection>> => {
    const { commits, head, state } = await load(streamId);
    const earlier = commits.find((commit) => commit.commandId === provenance.commandId);
    if (earlier !== undefined) return accepted(streamId, earlier.version, receiptsOf(earlier));
    if (!isAsExpected(head.version, expectedVersion)) return { outcome: 'stale', version: head.version };

    const decision = aggregate.decide(command, state);
    if (!decision.accepted) return { outcome: 'rejected', rejection: decision.rejection };
    const [first, ...others] = decision.events.map((event: EventOf<Events>) => encodeEvent(aggregate.events, event));
    if (first === undefined) return accepted(streamId, head.version, []);

    const events = [first, ...others] as const;
    const recordedAt = clock();
    const written = await eventStore.append(head, {
      category: aggregate.category,
      events: [...events],
      recordedAt,
      ...provenance,
    });
    if (written === 'conflict') return { outcome: 'conflict' };
    return accepted(
      streamId,
      head.version + events.length,
      events.map(({ type }, index) => ({ type, version: head.version + 1 + index })),
    );
  };

  return (request) => {
    const streamId = streamIdOf(aggregate.category, request.entityId);
    return queued(streamId, async () => {
      for (let lostRaces = 1; lostRaces < maximumRaces; lostRaces += 1) {
        const outcome = await attempt(streamId, request);
        if (outcome.outcome !== 'conflict') return outcome;
        await pause(lostRaces);
      }
      return attempt(streamId, request);
    });
  };
};

const isAsExpected = (version: number, expected: ExpectedVersion | undefined): boolean => {
  if (expected === undefined) return true;
  return expected === 'any' ? version > 0 : version === expected;
};

const accepted = (streamId: string, version: number, events: readonly EventReceipt[]) =>
  ({ outcome: 'accepted', streamId, version, events }) as const;

const receiptsOf = (commit: Commit): readonly EventReceipt[] =>
  commit.events.map(({ type }, index) => ({ type, version: firstVersionOf(commit) + index }));
