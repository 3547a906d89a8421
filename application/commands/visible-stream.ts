import type { Aggregate, CommandSchemas, EventTypes } from '../../domain/modelling/aggregate.ts';
import { reachesState } from '../callers/reach.ts';
import { emptyStream, type StreamState } from '../streams/stream-state.ts';
import type { CommandRequest } from './command-outcome.ts';

/** What a command is shown of a stream. */
export interface VisibleStream<State> {
  readonly stream: StreamState<State>;
  /** Whether there is a stream that the command must not see. */
  readonly isHidden: boolean;
}

/**
 * Shows a command the stream, if its entity is within reach, and else an empty one: with no state, version or receipt of another
 * owner there is nothing that an answer could tell. An empty one is loaded before it is believed, which is what a stream costs
 * that does not exist.
 */
export const visibleStream = <State, Commands extends CommandSchemas, Events extends EventTypes, Rejection>(
  { owner, initial }: Aggregate<State, Commands, Events, Rejection>,
  stream: StreamState<State>,
  { reach, entityId }: Pick<CommandRequest<unknown>, 'reach' | 'entityId'>,
): VisibleStream<State> => {
  const { streamId, version } = stream.head;
  const isHidden = version > 0 && !reachesState(reach, owner, stream.state, entityId);
  return isHidden ? { stream: emptyStream(streamId, initial), isHidden } : { stream, isHidden };
};
