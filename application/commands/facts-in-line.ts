import type { Aggregate, CommandOf, CommandSchemas, EventTypes } from '../../domain/modelling/aggregate.ts';
import { isToldByView, type Lookups } from './look-up.ts';
import type { StreamState } from '../streams/stream-state.ts';
import type { CommandOutcome } from './command-outcome.ts';
import { decidedStream, visibleStream } from './decide-command.ts';
import type { Asked, InLine } from './in-line.ts';

/**
 * Looks up, at once for all in line, what their commands need from others on this state, and from the streams what is doubted. Who
 * needs nothing waits for nothing. One whose facts cannot be read fails alone.
 */
export const lookUpInLine =
  <State, Commands extends CommandSchemas, Events extends EventTypes, Rejection>(
    aggregate: Aggregate<State, Commands, Events, Rejection>,
    facts: Lookups<CommandOf<Commands>, State>,
  ) =>
  async (stream: StreamState<State>, line: readonly InLine<CommandOf<Commands>, Rejection>[]): Promise<void> => {
    const lookUp = async (waiting: InLine<CommandOf<Commands>, Rejection>) => {
      const { request: asked, progress } = waiting.request;
      try {
        if (progress.isDoubted) progress.known = await facts.readAgain(progress.known);
        progress.isDoubted = false;
        const { state } = visibleStream(aggregate, decidedStream(stream), asked).stream;
        progress.known = await facts.read(asked, state, progress.known);
      } catch (error) {
        waiting.fail(error);
      }
    };
    await Promise.all(line.map((each) => each.request.within(() => lookUp(each))));
  };

/** Whether a refusal has to wait: what views told may be late, so it is decided again on what the streams tell. */
export const doubts = <Command, Rejection>(
  { progress }: Pick<Asked<Command>, 'progress'>,
  { outcome }: CommandOutcome<Rejection>,
): boolean => (progress.isDoubted = outcome === 'rejected' && isToldByView(progress.known));
