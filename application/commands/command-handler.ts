import type { StreamId } from '../../domain/modelling/ids.ts';
import type { Aggregate, CommandOf, CommandSchemas, EventOf, EventTypes } from '../../domain/modelling/aggregate.ts';
import { lookups, nothingLookedUp, readsNothing, type ReadsFacts } from './look-up.ts';
import type { NewCache } from '../streams/cache.ts';
import type { CommandOutcome, CommandRequest, HandleCommand } from './command-outcome.ts';
import { streamIdOf } from '../streams/commit.ts';
import type { Admit } from './admission.ts';
import { hidingDamage } from './hidden-damage.ts';
import type { StreamSources } from '../streams/load-stream.ts';
import { commandRounds } from './command-rounds.ts';
import { streamCache } from '../streams/stream-cache.ts';
import { tracedDecisions, tracedHandling } from './traced-commands.ts';
import { tracedSources } from '../streams/traced-stores.ts';
import { notTraced, type Tracing } from '../tracing.ts';
import { waitingLines } from './waiting-line.ts';

/** The ports of a command handler. */
export interface CommandHandling extends StreamSources {
  readonly newCache: NewCache;
  /** Now, as an ISO 8601 date and time in UTC. */
  readonly clock: () => string;
  /** Milliseconds that only grow: deadlines are kept by it. */
  readonly now: () => number;
  /** Waits a random time after a conflict, longer after each. */
  readonly pause: (conflicts: number) => Promise<void>;
  /** Reads what decisions need from others. Without it, nothing can be looked up. */
  readonly readFact?: ReadsFacts;
  /** Disabled by default. */
  readonly tracing?: Tracing;
}

/** How long after its arrival a command is still attempted, in milliseconds. Callers give up soon after that. */
const attemptedForMs = 10_000;

/**
 * Handles every command of every aggregate.
 *
 * It decides on the cached state of the stream, and the store confirms that this state was current: an append fails when another
 * writer has appended in between. Before any other answer, a point read checks that there is no next commit. So a warm command is
 * one request, and so is one that begins a stream, for which nothing is read.
 *
 * Who waits for the same stream is decided together, one on the outcome of the other, and what they change is appended in one
 * transaction. Its success confirms the answers of all of them, and so does one look for all where nobody changes anything.
 *
 * A command that needs facts from others is decided on what views tell; it is refused only on what streams tell, so a late view
 * refuses nothing. A command that needs none reads none.
 */
export const commandHandler = <State, Commands extends CommandSchemas, Events extends EventTypes, Rejection>(
  rules: Aggregate<State, Commands, Events, Rejection>,
  { newCache, clock, now, pause, readFact = readsNothing, tracing = notTraced, ...stores }: CommandHandling,
  admit?: Admit<EventOf<Events>, Rejection>,
): HandleCommand<CommandOf<Commands>, Rejection> => {
  const aggregate = tracedDecisions(rules, tracing);
  const sources = tracedSources(stores, tracing);
  const cache = streamCache(aggregate, { newCache, ...sources });
  const begun = { conflicts: 0, searchedTo: 0, known: nothingLookedUp, isDoubted: false };
  let arrivals = 0;
  const { eventStore } = sources;
  const facts = aggregate.looksUp && lookups(aggregate.looksUp, readFact, tracing);
  const parts = { cache, eventStore, clock, now, pause, arrived: () => arrivals, admit, facts };
  const round = commandRounds(aggregate, parts);
  const join = waitingLines((streamId: StreamId) => ({ stream: cache.get(streamId), confirmedFor: 0 }), round);

  const handle = (request: CommandRequest<CommandOf<Commands>>): Promise<CommandOutcome<Rejection>> =>
    join(streamIdOf(aggregate.category, request.entityId), {
      request,
      arrival: (arrivals += 1),
      deadline: now() + attemptedForMs,
      within: tracing.here(),
      progress: { ...begun },
    });
  const lookUp = async (request: CommandRequest<CommandOf<Commands>>, state: State) =>
    facts === undefined ? nothingLookedUp : facts.read(request, state, nothingLookedUp);
  return tracedHandling(aggregate.category, tracing, hidingDamage(aggregate, sources.eventStore, { handle, lookUp }));
};
