import type { Recorded } from '../recorded.ts';
import { shardOf } from '../shard.ts';
import { evolveProcess } from './evolve-process.ts';
import { noDeadline, type ProcessDocument, type UnsettledAsk } from './process-document.ts';
import type { ProcessEvent } from './process-events.ts';
import { deadlinesOf, initialProcess, statusOf, type ProcessState, type StartedProcess } from './process-state.ts';
import { askStateOf, isClosed, isUnsettled, unsettledAskOf, unsettledIn } from './unsettled-asks.ts';

/**
 * What the view of processes shows after one more event. It folds by the rules of the process itself, and forgets the asks that are settled:
 * nothing that comes later depends on them.
 */
export const documentAfter = (
  document: ProcessDocument | undefined,
  recorded: Recorded<ProcessEvent>,
): ProcessDocument | undefined => {
  const state = evolveProcess(stateBefore(document, recorded.version), recorded.event);
  if (state.phase === 'not-started') return undefined;
  const before = unsettledIn(document);
  const asks = state.asks.filter(isUnsettled).map((ask) => unsettledAskOf(ask, before, recorded));
  const lastRefusal = refusalIn(before, recorded) ?? document?.lastRefusal;
  return {
    ...standingOf(recorded.category, state),
    ...(document === undefined ? beginningOf(recorded) : keptOf(document)),
    asked: askedBefore(document) + (recorded.event.type === 'Asked' ? 1 : 0),
    waitingFor: asks.filter((ask) => !isClosed(ask)),
    closed: asks.filter(isClosed),
    ...(lastRefusal !== undefined && { lastRefusal }),
    dueAt: deadlinesOf(state)[0]?.dueAt ?? noDeadline,
    updatedAt: recorded.recordedAt,
  };
};

const askedBefore = (document: ProcessDocument | undefined): number => document?.asked ?? 0;

const standingOf = (process: string, state: StartedProcess) => {
  const { phase, id, definition, waits, isBeyondPivot, reason, how } = state;
  return {
    ...{ process, processId: id, shard: shardOf(`${process}-${id}`) },
    ...{ status: statusOf(state), phase, definition, waits, isBeyondPivot },
    ...(reason !== null && { reason }),
    ...(how !== null && { how }),
  };
};

/** What its first event says of a process. */
const beginningOf = ({ recordedAt: startedAt, correlationId }: Recorded<ProcessEvent>) =>
  keptOf({ startedAt, ...(correlationId !== undefined && { correlationId }) });

const keptOf = ({ startedAt, correlationId }: Pick<ProcessDocument, 'startedAt' | 'correlationId'>) => ({
  startedAt,
  ...(correlationId !== undefined && { correlationId }),
});

const stateBefore = (document: ProcessDocument | undefined, version: number): ProcessState => {
  if (document === undefined) return initialProcess;
  const { phase, processId: id, definition, waits, isBeyondPivot, reason = null, how = null } = document;
  const asks = unsettledIn(document).map(askStateOf);
  return {
    phase,
    version: version - 1,
    id,
    definition,
    hops: 0,
    memory: null,
    asks,
    waits,
    isBeyondPivot,
    reason,
    how,
  };
};

const refusalIn = (
  before: readonly UnsettledAsk[],
  { event, recordedAt: at }: Recorded<ProcessEvent>,
): ProcessDocument['lastRefusal'] => {
  if (event.type !== 'Answered' || event.data.outcome !== 'refused') return undefined;
  const { number, refusal } = event.data;
  const asked = before.find((ask) => ask.number === number);
  return asked && { ask: asked.ask, target: asked.target, type: refusal?.type ?? 'Refused', at };
};
