import type { Aggregate, CommandSchemas, EventTypes } from '../../domain/modelling/aggregate.ts';
import { reachesState } from '../callers/reach.ts';
import { emptyStream, type StreamState } from '../streams/stream-state.ts';
import type { CommandRequest } from './command-outcome.ts';

/** The stream as a command sees it. */
export interface VisibleStream<State> {
  readonly stream: StreamState<State>;
  /** Whether there is a stream that the command must not see. */
  readonly isHidden: boolean;
}

/**
 * Gives a command the stream, if its entity is within reach, and else an empty one: without state, version and receipts of
 * another owner, an answer can show nothing of them. An empty stream is loaded to confirm that it is empty, which costs the same
 * as for a stream that does not exist.
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
