import type { Aggregate, CommandSchemas, EventTypes } from '../../domain/modelling/aggregate.ts';
import type { CommandOutcome, HandleCommand } from './command-outcome.ts';
import { streamIdOf } from '../streams/commit.ts';
import type { Facts, Tracing } from '../tracing.ts';

/** Wraps the aggregate so that each decision is a span. */
export const tracedDecisions = <State, Commands extends CommandSchemas, Events extends EventTypes, Rejection>(
  aggregate: Aggregate<State, Commands, Events, Rejection>,
  tracing: Tracing,
): Aggregate<State, Commands, Events, Rejection> => ({
  ...aggregate,
  decide: (command, state, context) =>
    tracing.attempt({ name: 'decide', facts: {} }, (span) => {
      const decision = aggregate.decide(command, state, context);
      span.addFacts(decision.accepted ? { accepted: true, events: decision.events.length } : { accepted: false });
      return decision;
    }),
});

/**
 * Handles each command in a span of its own and writes a log line. The commit stores the span's trace context, so that the work
 * that follows from it, here or at a consumer, is found from the request that caused it.
 */
export const tracedHandling =
  <Command extends { readonly type: string }, Rejection>(
    category: string,
    tracing: Tracing,
    handle: HandleCommand<Command, Rejection>,
  ): HandleCommand<Command, Rejection> =>
  (request) => {
    const { provenance } = request;
    const about = { command: request.command.type, streamId: streamIdOf(category, request.entityId) };
    return tracing.span({ name: 'handle', facts: about, parent: provenance.traceparent }, async (span) => {
      const tell = (ended: Facts): void => {
        const { milliseconds, ...spent } = span.spent();
        const { correlationId, commandId, actor } = provenance;
        tracing.log({ ...about, ...ended, durationMs: milliseconds, ...spent, correlationId, commandId, actor });
      };
      try {
        const traceparent = span.traceparent ?? provenance.traceparent;
        const outcome = await handle({ ...request, provenance: { ...provenance, traceparent } });
        const ended = factsOf(outcome);
        span.addFacts(ended);
        tell(ended);
        return outcome;
      } catch (error) {
        // Only its name: the message may quote data that a caller has entered.
        tell({ outcome: 'failed', error: error instanceof Error ? error.name : typeof error });
        throw error;
      }
    });
  };

/** The number of events distinguishes a commit, which every subscriber must get, from nothing to do. */
const factsOf = (outcome: CommandOutcome<unknown>): Facts => {
  if (!('version' in outcome)) return { outcome: outcome.outcome };
  const { version } = outcome;
  if (outcome.outcome === 'stale') return { outcome: outcome.outcome, version };
  return { outcome: outcome.outcome, version, events: outcome.events.length };
};
