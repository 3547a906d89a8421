import type { StreamId } from '../../domain/modelling/ids.ts';

/** A request in line, and how it is answered. Only the first answer counts. */
export interface Waiting<Request, Outcome> {
  readonly request: Request;
  isAnswered(): boolean;
  answer(outcome: Outcome): void;
  fail(error: unknown): void;
}

/**
 * One round for all who wait: it answers some of them, or finds out what the next round needs. What it throws is the answer to all
 * of them. Returns what is known of the stream now.
 */
export type Round<Known, Request, Outcome> = (
  known: Known,
  line: readonly Waiting<Request, Outcome>[],
) => Promise<Known>;

/** The requests to one stream, in the order of their arrival, and what is known of the stream while they wait. */
interface Line<Known, Request, Outcome> {
  known: Known;
  waiting: Waiting<Request, Outcome>[];
}

/**
 * Makes a line for each stream. All who wait are in the next round, and one round follows another until nobody waits. So within a
 * process there are no races, and nobody waits for others one by one.
 */
export const waitingLines = <Known, Request, Outcome>(
  begin: (streamId: StreamId) => Known,
  round: Round<Known, Request, Outcome>,
) => {
  const lines = new Map<StreamId, Line<Known, Request, Outcome>>();

  const serve = async (line: Line<Known, Request, Outcome>): Promise<void> => {
    const present = [...line.waiting];
    try {
      line.known = await round(line.known, present);
    } catch (error) {
      for (const each of present) each.fail(error);
    }
    line.waiting = line.waiting.filter((each) => !each.isAnswered());
  };

  const open = async (streamId: StreamId, first: Waiting<Request, Outcome>): Promise<void> => {
    const line = { known: begin(streamId), waiting: [first] };
    lines.set(streamId, line);
    await Promise.resolve(); // who arrives at the same moment is in the first round
    while (line.waiting.length > 0) await serve(line);
    lines.delete(streamId);
  };

  return async (streamId: StreamId, request: Request): Promise<Outcome> => {
    const { waiting, outcome } = newWaiting<Request, Outcome>(request);
    const line = lines.get(streamId);
    if (line === undefined) void open(streamId, waiting);
    else line.waiting.push(waiting);
    return outcome;
  };
};

const newWaiting = <Request, Outcome>(request: Request) => {
  const { promise, resolve, reject } = Promise.withResolvers<Outcome>();
  let isAnswered = false;
  const once =
    <Value>(settle: (value: Value) => void) =>
    (value: Value): void => {
      isAnswered = true;
      settle(value);
    };
  const waiting: Waiting<Request, Outcome> = {
    request,
    isAnswered: () => isAnswered,
    answer: once(resolve),
    fail: once(reject),
  };
  return { waiting, outcome: promise };
};
