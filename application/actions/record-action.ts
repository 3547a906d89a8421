import type { z } from 'zod';
import type { Provenance } from '../streams/commit.ts';
import { canonical } from '../streams/commit-hash.ts';
import type { Tracing } from '../tracing.ts';
import { actionOf, endIdOf, recordsOf, type Action, type EndRecord, type RequestRecord } from './action.ts';
import type { Actors, EndedAction, RequestedAction } from './action-events.ts';
import { appendOnce, type Appended, type Appending } from './append-once.ts';

/** Who acts, and under which id. The id is the command id of the provenance. */
export interface ActingBy {
  readonly by: Actors;
  readonly provenance: Provenance;
  /** Whether the id was made for this request. */
  readonly isNewId: boolean;
}

/** What is to be done. */
export interface AskedAction<Result> extends Omit<RequestedAction, 'actionId'> {
  /** The schema of what it comes to, which is recorded. */
  readonly result: z.ZodType<Result>;
  /** Whether this says that nothing was done. */
  readonly isRefusal?: (result: Result) => boolean;
}

/** How a request for an action ended. */
export type ActionOutcome<Result> =
  /** It was done now, or before under the same id, and came to this. */
  | { readonly outcome: 'ended'; readonly result: Result }
  /** It was tried before under the same id, and has failed or is not known to have ended. It is not tried again. */
  | { readonly outcome: 'tried-before'; readonly action: Action }
  /** The id was used for another action, or by another caller. */
  | { readonly outcome: 'id-reused' };

/** Records an action around its work: see {@link recordAction}. */
export type RecordAction = <Result extends Readonly<Record<string, unknown>>>(
  acting: ActingBy,
  asked: AskedAction<Result>,
  work: () => Promise<Result>,
) => Promise<ActionOutcome<Result>>;

/** The ports of {@link recordAction}. */
export interface Recording extends Appending {
  readonly tracing: Pick<Tracing, 'log'>;
}

/** The longest error that is recorded, in characters. */
const longestError = 1_000;

/**
 * Does something once for each id, and records it: that it was asked for, before, and how it ended, after. When the first cannot be
 * recorded, it throws and nothing is done. When only the second cannot, the work is done and its answer is given; the record then
 * says that no end is known, as it does after a crash.
 */
export const recordAction = (recording: Recording): RecordAction => {
  const append = appendOnce(recording);

  const end = async ({ by, provenance }: ActingBy, ended: Omit<EndedAction, 'actionId'>): Promise<void> => {
    const { commandId: actionId } = provenance;
    const event = { type: 'ActionEnded' as const, data: { actionId, ...ended } };
    try {
      await append(by, { event, provenance: { ...provenance, commandId: endIdOf(actionId) }, isNewId: true });
    } catch (error) {
      recording.tracing.log({ event: 'action-end-not-recorded', actionId, error: String(error) });
    }
  };

  const repeated = async <Result>(
    { provenance }: ActingBy,
    { result }: AskedAction<Result>,
    data: RequestedAction,
    { commit }: Appended,
  ): Promise<ActionOutcome<Result>> => {
    const first = recordsOf([commit]).find((each): each is RequestRecord => 'requested' in each);
    if (first === undefined || commit.actor !== provenance.actor || !isSame(first.requested, data))
      return { outcome: 'id-reused' };
    const ends = await recording.eventStore.findByCommands(commit.streamId, [endIdOf(data.actionId)]);
    const ended = recordsOf(ends).findLast((each): each is EndRecord => 'ended' in each);
    if (ended === undefined || ended.ended.outcome === 'failed')
      return { outcome: 'tried-before', action: actionOf(first, ended) };
    return { outcome: 'ended', result: result.parse(ended.ended.result) };
  };

  return async (acting, asked, work) => {
    const { result: schema, isRefusal, ...what } = asked;
    const data: RequestedAction = { actionId: acting.provenance.commandId, ...what };
    const event = { type: 'ActionRequested' as const, data };
    const appended = await append(acting.by, { event, provenance: acting.provenance, isNewId: acting.isNewId });
    if (appended.outcome === 'there') return repeated(acting, asked, data, appended);
    const result = await work().catch(async (error: unknown) => {
      await end(acting, { outcome: 'failed', result: null, error: String(error).slice(0, longestError) });
      throw error;
    });
    await end(acting, { outcome: isRefusal?.(result) === true ? 'refused' : 'done', result: schema.parse(result) });
    return { outcome: 'ended', result };
  };
};

/** Whether two requests under one id ask for the same: the order of the arguments makes no difference. */
const isSame = (one: RequestedAction, other: RequestedAction): boolean => canonical(one) === canonical(other);
